using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Companies.Reports;

/// <summary>A table of a report on companies: the first cell of a row says what it is about.</summary>
internal static class CompanyReportTable
{
    /// <summary>Writes the table in a section of its own.</summary>
    /// <param name="page">Takes it.</param>
    /// <param name="id">The section's id: letters and hyphens.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="columns">The heads of its columns.</param>
    /// <param name="rows">Its rows, of as many cells.</param>
    public static void Write(Markup page, string id, string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        page.Open("section", ("class", "rows"), ("aria-labelledby", id)).Element("h2", title, ("id", id)).Line()
            .Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", id))
            .Constant("\n<table>\n<thead><tr>");
        foreach (var column in columns)
        {
            page.Element("th", column, ("scope", "col"));
        }

        page.Constant("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            page.Open("tr").Element("th", row[0], ("scope", "row"));
            foreach (var cell in row.Skip(1))
            {
                page.Element("td", cell);
            }

            page.Close("tr").Line();
        }

        page.Constant("</tbody>\n</table>\n</div>\n</section>\n");
    }
}
