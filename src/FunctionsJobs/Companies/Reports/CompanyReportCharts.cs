using FunctionsJobs.Companies.Analysis;
using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Charts;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Companies.Reports;

/// <summary>The charts of a report on companies.</summary>
internal static class CompanyReportCharts
{
    private const decimal Half = 360;

    /// <summary>Writes all of them.</summary>
    public static void Write(Markup page, CompanyAnalysis analysis)
    {
        page.Constant("<div class=\"pair\">\n");
        Write(page, "chart-scores", "Companies by score", analysis.ByScore, Half);
        Write(page, "chart-sizes", "Companies by size", analysis.BySize, Half);
        page.Constant("</div>\n");
        Write(page, "chart-industries", "Companies by industry (NACE section)", analysis.ByIndustry, Half * 2);
        Write(page, "chart-countries", "Companies by country", analysis.ByCountry, Half * 2);
    }

    private static void Write(Markup page, string id, string title, IReadOnlyList<CompanySegment> segments, decimal width) => ChartSection.Write(
        page,
        new Chart
        {
            Id = id,
            Title = title,
            Description = $"{string.Join(", ", segments.Select(segment => $"{segment.Title}: {segment.Companies:N0}"))}. The tables below hold the values.",
            Unit = ReportUnit.Count,
            Labels = [.. segments.Select(segment => segment.Key)],
            Names = [.. segments.Select(segment => segment.Title)],
            Width = width,
            Series = [new ChartSeries("companies", "current", [.. segments.Select(segment => (decimal?)segment.Companies)])],
        },
        BarChart.Write);
}
