using System.Text;

namespace FunctionsJobs.Mail.Templates;

/// <summary>Writes a mail's plain text.</summary>
internal static class MailText
{
    /// <summary>The text.</summary>
    public static string Write(MailDocument document)
    {
        var text = new StringBuilder().AppendLine(document.Heading).AppendLine(new string('=', document.Heading.Length));
        foreach (var paragraph in document.Paragraphs)
        {
            text.AppendLine().AppendLine(paragraph);
        }

        if (document.Table is { } table)
        {
            text.AppendLine();
            Append(text, table);
        }

        if (document.Link is { } link)
        {
            text.AppendLine().AppendLine($"{link.Label}:").AppendLine(link.Address.AbsoluteUri);
        }

        return text.AppendLine().AppendLine("-- ").AppendLine(document.Service).AppendLine(document.Footnote).ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, MailTable table)
    {
        IReadOnlyList<string>[] rows = [table.Columns, .. table.Rows];
        var widths = table.Columns.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }
}
