namespace FunctionsJobs.Reports.Page;

/// <summary>The outer parts of a report on a period.</summary>
internal static class ReportPage
{
    /// <summary>Writes the page around its sections.</summary>
    /// <param name="heading">Who and what.</param>
    /// <param name="jobId">The job that made it.</param>
    /// <param name="sections">Writes what is between header and footer.</param>
    public static string Write(ReportHeading heading, string jobId, Action<Markup> sections) =>
        HtmlDocument.Write($"{heading.Title}: {heading.Subject}, {heading.Period}", page =>
        {
            Header(page, heading);
            sections(page);
            Footer(page, heading, jobId);
        });

    private static void Header(Markup page, ReportHeading heading)
    {
        page.Constant("<header>\n")
            .Element("p", heading.Service, ("class", "service")).Line()
            .Element("h1", heading.Title).Line()
            .Open("p", ("class", "period")).Element("strong", heading.Subject).Text($" · {heading.Period}").Close("p").Line()
            .Element("p", $"compared with {heading.PreviousPeriod}; all times are UTC", ("class", "against")).Line();
        if (heading.IsUnfinished)
        {
            page.Element("p", "The period was not over when this report was asked for: it holds what had come until it was made.", ("class", "note"), ("role", "note")).Line();
        }

        page.Constant("</header>\n");
    }

    private static void Footer(Markup page, ReportHeading heading, string jobId)
    {
        page.Constant("<footer>\n<dl>\n");
        foreach (var metric in ReportMetric.All)
        {
            page.Element("dt", metric.Title).Element("dd", metric.Definition).Line();
        }

        page.Constant("</dl>\n")
            .Element("p", $"Amounts are in {heading.CurrencyName}. {ReportNumbers.None} stands where a value would be divided by zero; pp are percentage points.").Line()
            .Element("p", $"{heading.Service}, job {jobId}").Line()
            .Constant("</footer>\n");
    }
}
