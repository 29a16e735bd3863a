using System.Globalization;
using FunctionsJobs.Companies.Analysis;
using FunctionsJobs.Companies.Enrichment;
using FunctionsJobs.Companies.Scores;
using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Companies.Reports;

/// <summary>The page of a report on companies.</summary>
internal static class CompanyReportPage
{
    /// <summary>Writes the page: the same text for the same report and job. What companies say of themselves is text on it, and never markup or a link.</summary>
    public static string Write(CompanyReport report, string service, string jobId)
    {
        var subject = report.PublisherId ?? "all publishers' index";
        return HtmlDocument.Write($"Company report: {subject}", page =>
        {
            page.Constant("<header>\n")
                .Element("p", service, ("class", "service")).Line()
                .Element("h1", "Company report").Line()
                .Open("p", ("class", "period")).Element("strong", subject).Text($" · {report.AskedAt.UtcDateTime:d MMMM yyyy}").Close("p").Line()
                .Element("p", Counted(report), ("class", "against")).Line()
                .Constant("</header>\n");
            Tiles(page, report.Analysis);
            CompanyReportCharts.Write(page, report.Analysis);
            Leads(page, report.Analysis.TopLeads);
            Segments(page, report.Analysis);
            if (report.Companies.Count > 0)
            {
                Companies(page, report.Companies);
            }

            Footer(page, service, jobId);
        });
    }

    private static string Counted(CompanyReport report)
    {
        var parts = new List<string> { $"{report.Analysis.Companies:N0} companies" };
        if (report.Analysis.Duplicates > 0)
        {
            parts.Add($"{report.Analysis.Duplicates:N0} duplicates left out");
        }

        if (report.NotFound.Count > 0)
        {
            parts.Add($"{report.NotFound.Count:N0} not found");
        }

        return string.Join(", ", parts);
    }

    private static void Tiles(Markup page, CompanyAnalysis analysis)
    {
        page.Constant("<ul class=\"tiles\">\n");
        Tile(page, "Companies", $"{analysis.Companies:N0}", "without duplicates");
        Tile(page, "Mean score", Decimal(analysis.MeanScore), "of 100");
        foreach (var coverage in analysis.Coverage.Where(coverage => coverage.Field is "email" or "phone"))
        {
            Tile(page, coverage.Field == "email" ? "With e-mail" : "With phone", $"{coverage.Companies:N0}", Percent(coverage.SharePercent));
        }

        page.Constant("</ul>\n");
    }

    private static void Tile(Markup page, string name, string value, string note) => page.Constant("<li>")
        .Element("div", name, ("class", "name"))
        .Element("div", value, ("class", "value"))
        .Element("div", note, ("class", "change"))
        .Constant("</li>\n");

    private static void Leads(Markup page, IReadOnlyList<CompanyLead> leads) => CompanyReportTable.Write(
        page,
        "leads",
        "Top leads",
        ["Company", "Domain", "Country", "Industry", "Size", "Score"],
        leads.Select(lead => (string[])[lead.Name, lead.Domain, Text(lead.Country), Industry(lead.Industry), Text(lead.Size), $"{lead.Score}"]));

    private static void Segments(Markup page, CompanyAnalysis analysis)
    {
        foreach (var (id, title, segments) in ((string, string, IReadOnlyList<CompanySegment>)[])
            [("by-industry", "By industry", analysis.ByIndustry), ("by-size", "By size", analysis.BySize), ("by-country", "By country", analysis.ByCountry), ("by-score", "By score", analysis.ByScore)])
        {
            CompanyReportTable.Write(
                page,
                id,
                title,
                ["Segment", "Companies", "Share", "Mean score"],
                segments.Select(segment => (string[])[Name(segment), $"{segment.Companies:N0}", Percent(segment.SharePercent), Decimal(segment.MeanScore)]));
        }

        CompanyReportTable.Write(
            page,
            "coverage",
            "What is known",
            ["Field", "Companies", "Share"],
            analysis.Coverage.Select(coverage => (string[])[coverage.Field, $"{coverage.Companies:N0}", Percent(coverage.SharePercent)]));
    }

    private static void Companies(Markup page, IReadOnlyList<CompanyReportEntry> companies) => CompanyReportTable.Write(
        page,
        "companies",
        "All companies",
        ["Company", "Domain", "Country", "Industry", "Size", "E-mail", "Phone", "Score", "Reasons"],
        companies.Select(company => (string[])
        [
            company.DuplicateOf is null ? Text(company.Profile.Name) : $"{Text(company.Profile.Name)} (duplicate)",
            company.Domain,
            Text(company.Profile.Country),
            Industry(company.Enrichment.Industry?.Section),
            Text(company.Enrichment.Size),
            First(company.Profile.Emails),
            First(company.Profile.Phones),
            $"{company.Score.Points}",
            string.Join(", ", company.Score.Reasons.Where(reason => reason.Points > 0).Select(Reason)),
        ]));

    private static void Footer(Markup page, string service, string jobId) => page.Constant("<footer>\n")
        .Element(
            "p",
            "Industries are sections of NACE Rev. 2, sizes are classes of headcount of the recommendation 2003/361/EC, scores are 0 to 100. "
            + $"{ReportNumbers.None} stands where nothing is known.").Line()
        .Element("p", $"{service}, job {jobId}").Line()
        .Constant("</footer>\n");

    // The charts show industries by their letters.
    private static string Name(CompanySegment segment) => segment.Key.Length == 1 ? $"{segment.Key} {segment.Title}" : segment.Title;

    private static string Reason(ScoreReason reason) => $"{reason.Feature} {Decimal(reason.Points)}/{reason.Weight}";

    private static string Industry(string? section) => section is null ? ReportNumbers.None : $"{section} {Industries.TitleOf(section)}";

    private static string Text(string? value) => value ?? ReportNumbers.None;

    private static string First(IReadOnlyList<string> values) => values.Count == 0 ? ReportNumbers.None : values[0];

    private static string Percent(decimal share) => $"{share.ToString("0.0", CultureInfo.InvariantCulture)}\u00a0%";

    private static string Decimal(decimal? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? ReportNumbers.None;
}
