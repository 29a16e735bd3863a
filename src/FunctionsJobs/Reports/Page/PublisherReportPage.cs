using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports.Page;

/// <summary>The report of one publisher.</summary>
internal static class PublisherReportPage
{
    /// <summary>Writes the page: the same text for the same data, heading and job.</summary>
    public static string Write(ReportData report, ReportHeading heading, string jobId, string fileName) => ReportPage.Write(heading, jobId, page =>
    {
        var hourly = report.Period.Bucket == Granularity.Hour;
        TileSection.Write(page, heading, report.Current, report.Previous, Best(report, hourly));
        new ReportCharts(report).Write(page);
        ComparisonSection.Write(page, heading, report.Current, report.Previous);
        RowsSection.Write(
            page,
            heading,
            hourly ? "By hour" : "By day",
            $"Each {(hourly ? "hour" : "day")} of {heading.Period}, UTC",
            hourly ? "Hour" : "Day",
            report.Buckets.Select(bucket => (ReportCharts.NameOf(report, bucket.Start), bucket.Current)),
            report.Current,
            ($"{fileName}.csv", ReportCsv.Of(report)));
    });

    private static (string Title, string Name, decimal Revenue) Best(ReportData report, bool hourly)
    {
        var best = report.Buckets.MaxBy(bucket => bucket.Current.RevenueMicros);
        var title = hourly ? "Best hour" : "Best day";
        return best.Current.RevenueMicros == 0
            ? (title, ReportNumbers.None, 0)
            : (title, ReportCharts.NameOf(report, best.Start), best.Current.Revenue);
    }
}
