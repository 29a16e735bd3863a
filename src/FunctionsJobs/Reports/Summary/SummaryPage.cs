using FunctionsJobs.Analytics;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Reports.Summary;

/// <summary>The page of all publishers' day.</summary>
internal static class SummaryPage
{
    /// <summary>Writes the page: the same text for the same data, heading and job.</summary>
    /// <param name="summary">The numbers.</param>
    /// <param name="heading">Who and what.</param>
    /// <param name="jobId">The job that made it.</param>
    /// <param name="fileName">The report's name as a file, without an extension.</param>
    /// <param name="mostRows">How many publishers have a row of their own; the others share one. The file holds all of them.</param>
    public static string Write(SummaryData summary, ReportHeading heading, string jobId, string fileName, int mostRows) => ReportPage.Write(heading, jobId, page =>
    {
        var all = summary.All;
        TileSection.Write(page, heading, all.Current, all.Previous, ("Publishers", $"{summary.Publishers.Count(day => day.Current != default):N0}", all.Current.Revenue));
        new ReportCharts(all).Write(page);
        ComparisonSection.Write(page, heading, all.Current, all.Previous);
        RowsSection.Write(
            page,
            heading,
            "By publisher",
            $"Publishers with events on {heading.Period} or the day before, most revenue first",
            "Publisher",
            Rows(summary.Publishers, mostRows),
            all.Current,
            ($"{fileName}.csv", SummaryCsv.Of(summary)));
    });

    private static IEnumerable<(string Name, RollupCounts Counts)> Rows(IReadOnlyList<PublisherDay> publishers, int most)
    {
        foreach (var day in publishers.Take(most))
        {
            yield return (day.PublisherId, day.Current);
        }

        if (publishers.Count > most)
        {
            yield return (
                $"{publishers.Count - most:N0} others",
                publishers.Skip(most).Aggregate(default(RollupCounts), (sum, day) => sum + day.Current));
        }
    }
}
