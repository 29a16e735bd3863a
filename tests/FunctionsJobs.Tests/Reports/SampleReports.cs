using System.Xml;
using System.Xml.Linq;
using FunctionsJobs.Analytics;
using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Tests.Reports;

/// <summary>Reports for tests, and how they are read.</summary>
internal static class SampleReports
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static ReportHeading Heading { get; } = new()
    {
        Service = "FunctionsJobs",
        Title = "Weekly report",
        Subject = "pub-1",
        Period = "26 January – 1 February 2026",
        PreviousPeriod = "19 – 25 January 2026",
        IsUnfinished = false,
        Currency = "",
    };

    /// <summary>The week of 26 January 2026, with these days.</summary>
    public static ReportData Week(params (string Day, RollupCounts Counts)[] days) => Of(ReportType.Weekly, days);

    public static ReportData Of(ReportType type, params (string At, RollupCounts Counts)[] buckets) => ReportData.Of(
        ReportPeriod.Of(type, new DateOnly(2026, 1, 28)),
        buckets.ToDictionary(bucket => DateTimeOffset.Parse($"{bucket.At}Z"), bucket => bucket.Counts));

    public static string Page(ReportData report, ReportHeading? heading = null) =>
        PublisherReportPage.Write(report, heading ?? Heading, "job-1", "weekly-report-pub-1-2026-01-26");

    /// <summary>Reads a page; it is well-formed XML, or the test fails.</summary>
    public static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    /// <summary>The rows of the table with this heading, without its head: their cells' texts.</summary>
    public static IReadOnlyList<string[]> Rows(this XDocument page, string sectionId) =>
    [
        .. page.Descendants("section").Single(section => section.Attribute("aria-labelledby")!.Value == sectionId)
            .Descendants("tr").Where(row => row.Parent!.Name != "thead")
            .Select(row => row.Elements().Select(cell => cell.Value).ToArray()),
    ];
}
