namespace FunctionsJobs.Reports.Page;

/// <summary>The outer parts of a report: an HTML page that needs nothing besides itself, has no script, and is well-formed XML, too.</summary>
internal static class ReportPage
{
    /// <summary>What a page is served with: nothing is loaded, nothing runs, nothing is sent; only its own style counts.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-downloads";

    /// <summary>Writes the page around its sections.</summary>
    /// <param name="heading">Who and what.</param>
    /// <param name="jobId">The job that made it.</param>
    /// <param name="sections">Writes what is between header and footer.</param>
    public static string Write(ReportHeading heading, string jobId, Action<Markup> sections)
    {
        var page = new Markup();
        page.Constant("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
            .Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"))
            .Constant("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n")
            .Constant("<meta name=\"robots\" content=\"noindex\"/>\n")
            .Element("title", $"{heading.Title}: {heading.Subject}, {heading.Period}").Line()
            .Constant("<style>\n").Constant(ReportStyle.Sheet).Constant("\n</style>\n</head>\n<body>\n<main>\n<header>\n")
            .Element("p", heading.Service, ("class", "service")).Line()
            .Element("h1", heading.Title).Line()
            .Open("p", ("class", "period")).Element("strong", heading.Subject).Text($" · {heading.Period}").Close("p").Line()
            .Element("p", $"compared with {heading.PreviousPeriod}; all times are UTC", ("class", "against")).Line();
        if (heading.IsUnfinished)
        {
            page.Element("p", "The period was not over when this report was asked for: it holds what had come until it was made.", ("class", "note"), ("role", "note")).Line();
        }

        page.Constant("</header>\n");
        sections(page);
        Footer(page, heading, jobId);
        return page.Constant("</main>\n</body>\n</html>\n").ToString();
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
