using System.Text;
using System.Xml.Linq;
using FunctionsJobs.Analytics;
using FunctionsJobs.Reports;

namespace FunctionsJobs.Tests.Reports;

public sealed class ReportPageTests
{
    private static readonly (string, RollupCounts)[] Days =
    [
        ("2026-01-19", new(1000, 500, 10, 2_000_000)),
        ("2026-01-26", new(1200, 600, 9, 2_500_000)),
        ("2026-01-28", new(800, 500, 1, 1_500_000)),
    ];

    [Fact]
    public void Page_SaysTheNumbersAndHowTheyCompare()
    {
        var page = SampleReports.Parse(SampleReports.Page(SampleReports.Week(Days)));

        var compared = page.Rows("compared");
        Assert.Equal(["Revenue", "4.00", "2.00", "+2.00", "▲ +100.0\u00a0%"], compared[0]);
        Assert.Equal(["Impressions", "1,100", "500", "+600", "▲ +120.0\u00a0%"], compared[1]);
        Assert.Equal(["Clicks", "10", "10", "±0", "±0.0\u00a0%"], compared[2]);
        Assert.Equal(["CTR", "0.91\u00a0%", "2.00\u00a0%", "−1.09\u00a0pp", "▼ −54.5\u00a0%"], compared[5]);
        var days = page.Rows("rows");
        Assert.Equal(8, days.Count);
        Assert.Equal(["Mon 26 Jan", "2.50", "600", "9", "1,200", "4.17", "1.50\u00a0%", "50.00\u00a0%"], days[0]);
        Assert.Equal(["Tue 27 Jan", "0.00", "0", "0", "0", "–", "–", "–"], days[1]);
        Assert.Equal(["Total", "4.00", "1,100", "10", "2,000", "3.64", "0.91\u00a0%", "55.00\u00a0%"], days[7]);
        Assert.Contains(page.Descendants("li"), tile => tile.Value == "Best dayMon 26 Janrevenue 2.50");
    }

    [Fact]
    public void Page_OfTheSameData_IsTheSameText() =>
        Assert.Equal(SampleReports.Page(SampleReports.Week(Days)), SampleReports.Page(SampleReports.Week(Days)));

    [Fact]
    public void Page_EncodesEveryText()
    {
        const string Evil = "<img src=x onerror=alert(1)>\"'&]]>";
        var heading = SampleReports.Heading with { Service = Evil, Title = Evil, Subject = Evil, Period = Evil, PreviousPeriod = Evil, Currency = Evil };

        var text = SampleReports.Page(SampleReports.Week(Days), heading);

        Assert.DoesNotContain("<img", text, StringComparison.OrdinalIgnoreCase);
        var page = SampleReports.Parse(text);
        Assert.Equal(Evil, page.Descendants("h1").Single().Value);
        Assert.Equal(Evil, page.Descendants("strong").Single().Value);
        Assert.All(page.Descendants().Attributes(), attribute => Assert.DoesNotContain("onerror", attribute.Name.LocalName, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Page_NeedsNothingBesidesItself()
    {
        var text = SampleReports.Page(SampleReports.Week(Days));
        var page = SampleReports.Parse(text);

        Assert.Empty(page.Descendants("script").Concat(page.Descendants("link")).Concat(page.Descendants("img")).Concat(page.Descendants("iframe")));
        Assert.All(page.Descendants().Attributes(), attribute => Assert.DoesNotMatch("^on", attribute.Name.LocalName));
        Assert.All(page.Descendants().Attributes("href"), link => Assert.StartsWith("data:text/csv;", link.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", text.Replace(SampleReports.Svg.NamespaceName, "", StringComparison.Ordinal).Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_CanBeReadWithoutSeeingIt()
    {
        var page = SampleReports.Parse(SampleReports.Page(SampleReports.Week(Days)));

        Assert.Equal("en", page.Root!.Attribute("lang")!.Value);
        Assert.Single(page.Descendants("main"));
        Assert.Single(page.Descendants("h1"));
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(page.Descendants().Attributes("aria-labelledby").SelectMany(named => named.Value.Split(' ')), id => Assert.Contains(id, ids));

        var charts = page.Descendants(SampleReports.Svg + "svg").ToArray();
        Assert.Equal(4, charts.Length);
        Assert.All(charts, chart =>
        {
            Assert.Equal("img", chart.Attribute("role")!.Value);
            Assert.False(string.IsNullOrWhiteSpace(chart.Element(SampleReports.Svg + "title")?.Value));
            Assert.Contains("The table below holds the values.", chart.Element(SampleReports.Svg + "desc")!.Value, StringComparison.Ordinal);
        });
        Assert.Contains("This period: from 0.00 (Tue 27 Jan) to 2.50 (Mon 26 Jan).", charts[0].Element(SampleReports.Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.All(page.Descendants("table"), table =>
        {
            Assert.NotNull(table.Element("caption"));
            Assert.All(table.Descendants("th"), head => Assert.Contains(head.Attribute("scope")?.Value, (string[])["col", "row"]));
            var width = table.Descendants("tr").First().Elements().Count();
            Assert.All(table.Descendants("tr"), row => Assert.Equal(width, row.Elements().Count()));
        });
    }

    [Fact]
    public void Page_FollowsTheReadersScheme_AndPrintsOnWhite()
    {
        var style = SampleReports.Parse(SampleReports.Page(SampleReports.Week(Days))).Descendants("style").Single().Value;

        Assert.Contains("@media (prefers-color-scheme:dark)", style, StringComparison.Ordinal);
        Assert.Contains("@media print", style, StringComparison.Ordinal);
        Assert.Contains("--page:#fff", style[style.IndexOf("@media print", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfAnEmptyPeriod_SaysSo()
    {
        var page = SampleReports.Parse(SampleReports.Page(SampleReports.Week()));

        Assert.Equal(["Revenue", "0.00", "0.00", "±0.00", "–"], page.Rows("compared")[0]);
        Assert.Equal(["eCPM", "–", "–", "–", "–"], page.Rows("compared")[4]);
        Assert.Contains(page.Descendants("li"), tile => tile.Value == "Best day–revenue 0.00");
        Assert.Empty(page.Descendants(SampleReports.Svg + "rect"));
        Assert.Contains("No this period.", Descriptions(page).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfOneBucket_DrawsItAsABarAndAsPoints()
    {
        var page = SampleReports.Parse(SampleReports.Page(SampleReports.Of(ReportType.Daily, ("2026-01-28T07:00", new(10, 5, 1, 1_234_567)))));

        Assert.Single(page.Descendants(SampleReports.Svg + "rect"));
        Assert.Equal("07:00, this period: 1.23", page.Descendants(SampleReports.Svg + "rect").Single().Value);
        var ecpm = page.Descendants(SampleReports.Svg + "svg").Single(chart => chart.Attribute("aria-labelledby")!.Value.StartsWith("chart-ecpm", StringComparison.Ordinal));
        Assert.Single(ecpm.Descendants(SampleReports.Svg + "circle"));
    }

    [Fact]
    public void Page_OfHugeNumbers_StaysWithinItsDrawing()
    {
        var page = SampleReports.Parse(SampleReports.Page(SampleReports.Week(
            ("2026-01-26", new(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue)), ("2026-01-19", new(1, 1, 1, 1)))));

        Assert.Equal("9,223,372,036,854,775,807", page.Rows("rows")[0][2]);
        foreach (var shape in page.Descendants(SampleReports.Svg + "rect").Concat(page.Descendants(SampleReports.Svg + "circle")))
        {
            var y = decimal.Parse((shape.Attribute("y") ?? shape.Attribute("cy"))!.Value);
            Assert.InRange(y, 0, 232);
            Assert.InRange(decimal.Parse(shape.Attribute("height")?.Value ?? "0"), 0, 232 - y);
        }
    }

    [Fact]
    public void Page_OfAPeriodThatWasNotOver_SaysSo()
    {
        Assert.DoesNotContain("role=\"note\"", SampleReports.Page(SampleReports.Week(Days)), StringComparison.Ordinal);
        Assert.Contains("role=\"note\"", SampleReports.Page(SampleReports.Week(Days), SampleReports.Heading with { IsUnfinished = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_HoldsItsTableAsAFile()
    {
        var report = SampleReports.Week(Days);
        var link = SampleReports.Parse(SampleReports.Page(report)).Descendants("a").Single();

        Assert.Equal("weekly-report-pub-1-2026-01-26.csv", link.Attribute("download")!.Value);
        var csv = Encoding.UTF8.GetString(Convert.FromBase64String(link.Attribute("href")!.Value.Split(',')[1]));
        Assert.Equal(ReportCsv.Of(report), csv);
        Assert.Equal(
            "2026-01-26T00:00:00Z,1200,600,9,2.5,0.015,0.5,4.166667,1000,500,10,2",
            csv.Split("\r\n")[1]);
        Assert.Equal("2026-01-27T00:00:00Z,0,0,0,0,,,,0,0,0,0", csv.Split("\r\n")[2]);
    }

    private static IEnumerable<string> Descriptions(XDocument page) => page.Descendants(SampleReports.Svg + "desc").Select(description => description.Value);
}
