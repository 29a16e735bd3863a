using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace FunctionsJobs.Mail.Templates;

/// <summary>
/// Writes a mail's HTML as mail programs read it: tables for layout, styles at the elements, nothing that is loaded. Every text is encoded.
/// </summary>
internal static class MailHtml
{
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    private const string Begin = $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="color-scheme" content="light dark"/></head>
        <body style="margin:0;padding:0;background:#f4f5f8;color:#161a22;{Font}">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f8"><tr><td align="center" style="padding:28px 12px">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #e3e6ec;border-radius:10px">

        """;

    private const string End = "</table>\n</td></tr></table>\n</body></html>\n";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The HTML.</summary>
    public static string Write(MailDocument document)
    {
        var html = new StringBuilder(Begin);
        html.Append($"<tr><td style=\"padding:24px 28px 0;font-size:13px;letter-spacing:.04em;color:#5a6474\">{Text(document.Service)}</td></tr>\n");
        html.Append($"<tr><td style=\"padding:2px 28px 0\"><h1 style=\"margin:0;font-size:23px;line-height:1.3;color:#161a22\">{Text(document.Heading)}</h1></td></tr>\n");
        foreach (var paragraph in document.Paragraphs)
        {
            html.Append($"<tr><td style=\"padding:14px 28px 0;font-size:15px;line-height:1.55;color:#161a22\">{Text(paragraph).ReplaceLineEndings("<br/>")}</td></tr>\n");
        }

        if (document.Link is { } link)
        {
            var address = Encoder.Encode(link.Address.AbsoluteUri);
            html.Append($"<tr><td style=\"padding:20px 28px 0\"><a href=\"{address}\" style=\"display:inline-block;padding:11px 20px;background:#2c5cd6;border-radius:8px;color:#ffffff;font-size:15px;font-weight:600;text-decoration:none\">{Text(link.Label)}</a></td></tr>\n");
            html.Append($"<tr><td style=\"padding:12px 28px 0;font-size:13px;line-height:1.5;color:#5a6474\">If the button does not work, copy this address:<br/><span style=\"word-break:break-all\">{address}</span></td></tr>\n");
        }

        if (document.Table is { } table)
        {
            Append(html, table);
        }

        html.Append($"<tr><td style=\"padding:22px 28px 24px\"><div style=\"border-top:1px solid #e3e6ec;padding-top:14px;font-size:12px;line-height:1.5;color:#5a6474\">{Text(document.Footnote)}</div></td></tr>\n");
        return html.Append(End).ToString();
    }

    private static void Append(StringBuilder html, MailTable table)
    {
        html.Append("<tr><td style=\"padding:18px 28px 0\"><table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"border-collapse:collapse;font-size:14px;color:#161a22\">\n<tr>");
        for (var column = 0; column < table.Columns.Count; column++)
        {
            html.Append($"<th scope=\"col\" style=\"padding:7px 0 7px 12px;border-bottom:2px solid #5a6474;color:#5a6474;font-size:12px;text-align:{Side(column)}\">{Text(table.Columns[column])}</th>");
        }

        html.Append("</tr>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var column = 0; column < row.Count; column++)
            {
                html.Append($"<td style=\"padding:8px 0 8px 12px;border-bottom:1px solid #e3e6ec;white-space:nowrap;text-align:{Side(column)}\">{Text(row[column])}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</table></td></tr>\n");
    }

    private static string Side(int column) => column == 0 ? "left;padding-left:0" : "right";

    private static string Text(string text) => Encoder.Encode(text.ReplaceLineEndings("\n")).Replace("&#xA;", "\n", StringComparison.Ordinal);
}
