using System.Globalization;

namespace FunctionsJobs.Analytics.Metrics;

/// <summary>
/// A period of metrics, UTC: <c>2026-01-31T13</c> (an hour), <c>2026-01-31</c> (a day), <c>2026-W05</c> (an ISO 8601 week), <c>2026-01</c> (a month), or two days with a slash between
/// them (<c>2026-01-01/2026-02-01</c>; the second one is not included).
/// </summary>
/// <param name="Granularity">The level that its values are read from: the period's own, or days.</param>
/// <param name="Range">From its first instant to the first one after it.</param>
public sealed record MetricPeriod(Granularity Granularity, UtcRange Range)
{
    /// <summary>What a refused period is answered with.</summary>
    public const string Rule = "must be an hour (2026-01-31T13), a day (2026-01-31), a week (2026-W05), a month (2026-01) or days (2026-01-01/2026-02-01), in UTC, from 2000 to 2099";

    /// <summary>Reads a period; null where it is none.</summary>
    public static MetricPeriod? TryParse(string text)
    {
        var period = text.Split('/') switch
        {
            [var one] => Single(one),
            [var from, var to] when Day(from) is { } first && Day(to) is { } end && first < end => new MetricPeriod(Granularity.Day, new UtcRange(first, end)),
            _ => null,
        };
        return period is { } found && found.Range.From >= RollupCalendar.Earliest && found.Range.To <= RollupCalendar.Latest ? found : null;
    }

    private static MetricPeriod? Single(string text) => text.Length switch
    {
        13 when Exact(text, "yyyy-MM-dd'T'HH") is { } hour => Of(Granularity.Hour, hour),
        10 when Day(text) is { } day => Of(Granularity.Day, day),
        8 when Week(text) is { } week => Of(Granularity.Week, week),
        7 when Exact(text, "yyyy-MM") is { } month => Of(Granularity.Month, month),
        _ => null,
    };

    private static MetricPeriod Of(Granularity granularity, DateTimeOffset start) => new(granularity, new UtcRange(start, RollupCalendar.NextAfter(granularity, start)));

    private static DateTimeOffset? Day(string text) => Exact(text, "yyyy-MM-dd");

    private static DateTimeOffset? Week(string text) =>
        text[4..6] == "-W" && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and < 2100
        && int.TryParse(text[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var week) && week >= 1 && week <= ISOWeek.GetWeeksInYear(year)
            ? new DateTimeOffset(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday), TimeSpan.Zero)
            : null;

    private static DateTimeOffset? Exact(string text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;
}
