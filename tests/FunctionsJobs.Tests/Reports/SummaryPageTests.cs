using FunctionsJobs.Analytics;
using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Summary;

namespace FunctionsJobs.Tests.Reports;

public sealed class SummaryPageTests
{
    private static readonly DateTimeOffset Hour = new(2026, 1, 28, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Page_HasARowForEachPublisher_AndTheSum()
    {
        var page = SampleReports.Parse(Page(mostRows: 10));

        Assert.Equal(["pub-a", "pub-b", "pub-c", "Total"], page.Rows("rows").Select(row => row[0]));
        Assert.Equal("6.00", page.Rows("rows")[3][1]);
        Assert.Contains(page.Descendants("li"), tile => tile.Value == "Publishers2revenue 6.00");
        Assert.Contains("07:00, this period: 6.00", page.Descendants(SampleReports.Svg + "rect").Select(bar => bar.Value));
    }

    [Fact]
    public void Page_WithMorePublishersThanRows_SumsTheOthersUp_AndHasAllOfThemInTheFile()
    {
        var rows = SampleReports.Parse(Page(mostRows: 1)).Rows("rows");

        Assert.Equal(["pub-a", "2 others", "Total"], rows.Select(row => row[0]));
        Assert.Equal("2.00", rows[1][1]);
        Assert.Equal(
            "publisher,requests,impressions,clicks,revenue,previous_requests,previous_impressions,previous_clicks,previous_revenue\r\n"
            + "pub-a,1,1,0,4,0,0,0,0\r\npub-b,1,1,0,2,1,0,0,0\r\npub-c,0,0,0,0,5,0,0,0\r\n",
            SummaryCsv.Of(Summary()));
    }

    private static string Page(int mostRows) => SummaryPage.Write(Summary(), SampleReports.Heading, "job-1", "daily-summary-2026-01-28", mostRows);

    private static SummaryData Summary() => new()
    {
        All = ReportData.Of(
            ReportPeriod.Of(ReportType.Daily, new DateOnly(2026, 1, 28)),
            new Dictionary<DateTimeOffset, RollupCounts> { [Hour] = new(2, 2, 0, 6_000_000), [Hour.AddDays(-1)] = new(6, 0, 0, 0) }),
        Publishers =
        [
            new("pub-a", new(1, 1, 0, 4_000_000), default),
            new("pub-b", new(1, 1, 0, 2_000_000), new(1, 0, 0, 0)),
            new("pub-c", default, new(5, 0, 0, 0)),
        ],
    };
}
