using FunctionsJobs.Analytics;

namespace FunctionsJobs.Exports;

/// <summary>Cuts a range into the slices of time that an export's parts are made of.</summary>
internal static class ExportSlices
{
    /// <summary>The slices in order; together they are the range. Cut at multiples of the length since 1970, so that hours and days are whole.</summary>
    public static IReadOnlyList<UtcRange> Of(UtcRange range, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        var slices = new List<UtcRange>();
        for (var from = range.From; from < range.To;)
        {
            var ticks = from.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
            var left = length.Ticks - (ticks % length.Ticks);
            var to = left < (range.To - from).Ticks ? from.AddTicks(left) : range.To;
            slices.Add(new UtcRange(from, to));
            from = to;
        }

        return slices;
    }
}
