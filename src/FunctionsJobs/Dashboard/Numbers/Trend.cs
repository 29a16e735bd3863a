namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>Which way a series goes: the slope of its least-squares line, as a share of its mean.</summary>
internal static class Trend
{
    /// <summary>Changes below this share of the mean per period count as none.</summary>
    public const decimal Flat = 0.01m;

    /// <summary><c>up</c>, <c>down</c> or <c>flat</c>; null for fewer than two periods, and where all of them are zero.</summary>
    public static string? Of(IReadOnlyList<long> series)
    {
        var mean = series.Count == 0 ? 0 : series.Sum(value => (decimal)value) / series.Count;
        if (series.Count < 2 || mean == 0)
        {
            return null;
        }

        var middle = (series.Count - 1) / 2m;
        var slope = series.Select((value, index) => (index - middle) * value).Sum() / series.Select((_, index) => (index - middle) * (index - middle)).Sum();
        return (slope / mean) switch
        {
            > Flat => "up",
            < -Flat => "down",
            _ => "flat",
        };
    }
}
