using FunctionsJobs.Analytics;
using FunctionsJobs.Mail;
using FunctionsJobs.Mail.Templates;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Reports;

/// <summary>The mail that a report goes out with: its numbers, and the report as a file.</summary>
internal static class ReportMail
{
    /// <summary>The mail.</summary>
    /// <param name="key">What makes it this mail and no other.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="heading">The report's heading.</param>
    /// <param name="current">The sums of the period.</param>
    /// <param name="previous">The sums of the period before.</param>
    /// <param name="fileName">The report's name as a file, without an extension.</param>
    /// <param name="report">The report.</param>
    public static MailContent Create(
        string key, string to, ReportHeading heading, RollupCounts current, RollupCounts previous, string fileName, ReadOnlyMemory<byte> report)
    {
        var document = new MailDocument
        {
            Service = heading.Service,
            Heading = heading.Title,
            Paragraphs =
            [
                $"{heading.Subject} · {heading.Period}",
                $"Revenue was {ReportNumbers.Full(current.Revenue, ReportUnit.Money)} {heading.CurrencyName}{Trend(current, previous)}. "
                    + "The report with its charts and tables is attached; it opens in every browser.",
            ],
            Table = new MailTable(
                ["", "This period", "Period before", "Difference"],
                [.. ReportMetric.All.Select(metric => Row(metric, metric.Change(current, previous), heading))]),
            Footnote = $"Compared with {heading.PreviousPeriod}; all times are UTC. {ReportNumbers.None} stands where a value would be divided by zero. "
                + $"You get this mail because {heading.Service} was asked to send the report to you.",
        };
        return document.ToMail(key, to, $"{heading.Title}: {heading.Subject}, {heading.Period}") with
        {
            Attachments = [new MailAttachment($"{fileName}.html", "text/html; charset=utf-8", report)],
        };
    }

    private static string[] Row(ReportMetric metric, ReportChange change, ReportHeading heading) =>
    [
        TileSection.TitleOf(metric, heading),
        ReportNumbers.Full(change.Current, metric.Unit),
        ReportNumbers.Full(change.Previous, metric.Unit),
        change.Relative is null ? ReportNumbers.Difference(change.Absolute, metric.Unit) : ReportNumbers.Percent(change.Relative),
    ];

    private static string Trend(RollupCounts current, RollupCounts previous) =>
        new ReportChange(current.Revenue, previous.Revenue).Relative is { } relative
            ? $" ({ReportNumbers.Percent(relative)} against the period before)"
            : "";
}
