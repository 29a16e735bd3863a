using System.Globalization;
using System.Text.Json;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Sample;

/// <summary>What the sample run shows. In place on a terminal; line by line, and seldom, where the output goes to a file.</summary>
internal sealed class SampleConsole(TextWriter output, bool isTerminal)
{
    private const int BarWidth = 12;
    private string _lastProgress = "";

    /// <summary>Writes a line.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>Shows how many events have been loaded.</summary>
    public void Loading(int events, int total) =>
        Progress($"  loading events  {Bar(100.0 * events / total)}  {events,9:N0} of {total:N0}", done: events == total, every: events * 4 / total);

    /// <summary>Shows how far the jobs are.</summary>
    public void Aggregating(IReadOnlyList<SampleJob> jobs) => Progress(
        "  " + string.Join("   ", jobs.Select(job => $"{job.PublisherId}  {Bar(job.Percent)} {job.Percent,3:F0} %")),
        done: jobs.All(job => job.IsOver),
        every: (int)(jobs.Average(job => job.Percent) / 25));

    /// <summary>Shows the totals, one line per publisher and one for all.</summary>
    public void Totals(IReadOnlyList<SampleJob> jobs)
    {
        Line();
        Line("  publisher       requests   impressions     clicks       revenue       CTR   fill rate      eCPM");
        Line("                   (count)       (count)    (count)    (currency)       (%)         (%)  (currency)");
        var all = default(RollupCounts);
        foreach (var job in jobs)
        {
            var counts = Counts(job.Totals);
            all += counts;
            Line(Row(job.PublisherId, counts));
        }

        Line("  " + new string('-', 94));
        Line(Row("all", all));
        Line();
    }

    /// <summary>Shows where the report lies.</summary>
    public void Report(string page, string? mailFolder)
    {
        Line($"  Report of the last whole week: {page}");
        if (mailFolder is not null)
        {
            Line($"  The mail with it:              {mailFolder}");
        }

        Line();
    }

    private static RollupCounts Counts(JsonElement totals) => new(
        totals.GetProperty("requests").GetInt64(),
        totals.GetProperty("impressions").GetInt64(),
        totals.GetProperty("clicks").GetInt64(),
        (long)(totals.GetProperty("revenue").GetDecimal() * 1_000_000m));

    private static string Row(string name, RollupCounts counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {name,-12} {counts.Requests,11:N0} {counts.Impressions,13:N0} {counts.Clicks,10:N0} {counts.Revenue,13:N2} {Percent(counts.ClickThroughRate),9} {Percent(counts.FillRate),11} {counts.EffectiveCpm,11:N2}");

    private static string Percent(decimal? ratio) => ratio is { } value ? (value * 100).ToString("N2", CultureInfo.InvariantCulture) : "-";

    private static string Bar(double percent)
    {
        var full = (int)Math.Round(Math.Clamp(percent, 0, 100) / 100 * BarWidth);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }

    private void Progress(string text, bool done, int every)
    {
        if (isTerminal)
        {
            output.Write($"\r{text}");
            if (done)
            {
                output.WriteLine();
            }
        }
        else if (done || $"{every}" != _lastProgress)
        {
            output.WriteLine(text);
        }

        _lastProgress = done ? "" : $"{every}";
    }
}
