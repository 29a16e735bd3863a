using System.Globalization;
using FunctionsJobs.Analytics;
using FunctionsJobs.Reports.Charts;

namespace FunctionsJobs.Reports.Page;

/// <summary>The charts of a report.</summary>
internal sealed class ReportCharts(ReportData report)
{
    private const string Current = "current";
    private const string Second = "second";
    private const string Before = "previous";
    private const decimal Half = 360;

    private readonly string[] _labels = [.. report.Buckets.Select(bucket => LabelOf(report, bucket.Start))];
    private readonly string[] _names = [.. report.Buckets.Select(bucket => NameOf(report, bucket.Start))];

    /// <summary>Writes all of them.</summary>
    public void Write(Markup page)
    {
        var by = report.Period.Bucket == Granularity.Hour ? "hour" : "day";
        ChartSection.Write(page, Compare("chart-revenue", $"Revenue by {by}", ReportMetric.Revenue), BarChart.Write);
        ChartSection.Write(
            page,
            New("chart-traffic", $"Requests and impressions by {by}", ReportUnit.Count,
                new ChartSeries("requests", Second, Values(ReportMetric.Requests)), new ChartSeries("impressions", Current, Values(ReportMetric.Impressions))),
            LineChart.Write);
        page.Constant("<div class=\"pair\">\n");
        ChartSection.Write(page, Compare("chart-ecpm", $"eCPM by {by}", ReportMetric.Ecpm) with { Width = Half }, LineChart.Write);
        ChartSection.Write(page, Compare("chart-ctr", $"CTR by {by}", ReportMetric.Ctr) with { Width = Half }, LineChart.Write);
        page.Constant("</div>\n");
    }

    /// <summary>The full name of a bucket.</summary>
    public static string NameOf(ReportData report, DateTimeOffset start) =>
        start.ToString(report.Period.Bucket == Granularity.Hour ? "HH:mm" : "ddd d MMM", CultureInfo.InvariantCulture);

    private static string LabelOf(ReportData report, DateTimeOffset start) => start.ToString(
        report.Period.Type switch { ReportType.Daily => "HH", ReportType.Weekly => "ddd d", _ => "%d" }, CultureInfo.InvariantCulture);

    private Chart Compare(string id, string title, ReportMetric metric) => New(
        id, title, metric.Unit,
        new ChartSeries("period before", Before, [.. report.Buckets.Select(bucket => bucket.Previous is { } previous ? metric.Value(previous) : null)]),
        new ChartSeries("this period", Current, Values(metric)));

    private Chart New(string id, string title, ReportUnit unit, params ChartSeries[] series) => new()
    {
        Id = id,
        Title = title,
        Description = $"{report.Period.Title}. {string.Join(' ', series.Reverse().Select(one => Describe(one, unit)))} The table below holds the values.",
        Unit = unit,
        Labels = _labels,
        Names = _names,
        Series = series,
    };

    private decimal?[] Values(ReportMetric metric) => [.. report.Buckets.Select(bucket => metric.Value(bucket.Current))];

    private string Describe(ChartSeries series, ReportUnit unit)
    {
        var values = series.Values.Select((value, index) => (Value: value, Name: _names[index])).Where(point => point.Value is not null).ToArray();
        if (values.Length == 0)
        {
            return $"No {series.Name}.";
        }

        var (low, high) = (values.MinBy(point => point.Value), values.MaxBy(point => point.Value));
        return $"{char.ToUpperInvariant(series.Name[0])}{series.Name[1..]}: from {ReportNumbers.Full(low.Value, unit)} ({low.Name}) "
            + $"to {ReportNumbers.Full(high.Value, unit)} ({high.Name}).";
    }
}
