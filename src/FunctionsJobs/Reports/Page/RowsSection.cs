using System.Text;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports.Page;

/// <summary>A table with one row of all metrics for each of some things, and their sum.</summary>
internal static class RowsSection
{
    /// <summary>Writes the table.</summary>
    /// <param name="page">Takes it.</param>
    /// <param name="heading">The report's heading.</param>
    /// <param name="title">What the table is called.</param>
    /// <param name="caption">What it holds.</param>
    /// <param name="of">What a row stands for.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="total">The sums.</param>
    /// <param name="file">The table as a file, or null for none.</param>
    public static void Write(
        Markup page,
        ReportHeading heading,
        string title,
        string caption,
        string of,
        IEnumerable<(string Name, RollupCounts Counts)> rows,
        RollupCounts total,
        (string Name, string Csv)? file)
    {
        page.Constant("<section class=\"rows\" aria-labelledby=\"rows\">\n").Element("h2", title, ("id", "rows"))
            .Constant("\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"rows\">\n<table>\n")
            .Element("caption", caption)
            .Constant("<thead><tr>").Element("th", of, ("scope", "col"));
        foreach (var metric in ReportMetric.All)
        {
            page.Element("th", TileSection.TitleOf(metric, heading), ("scope", "col"));
        }

        page.Constant("</tr></thead>\n<tbody>\n");
        foreach (var (name, counts) in rows)
        {
            Row(page, name, counts);
        }

        page.Constant("</tbody>\n<tfoot>\n");
        Row(page, "Total", total);
        page.Constant("</tfoot>\n</table>\n</div>\n");
        if (file is var (fileName, csv))
        {
            // In the page itself: it needs no server and no right to be asked for.
            var address = $"data:text/csv;charset=utf-8;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(csv))}";
            page.Element("a", "Download the table as CSV", ("class", "file"), ("download", fileName), ("href", address)).Line();
        }

        page.Constant("</section>\n");
    }

    private static void Row(Markup page, string name, RollupCounts counts)
    {
        page.Open("tr").Element("th", name, ("scope", "row"));
        foreach (var metric in ReportMetric.All)
        {
            page.Element("td", ReportNumbers.Full(metric.Value(counts), metric.Unit));
        }

        page.Close("tr").Line();
    }
}
