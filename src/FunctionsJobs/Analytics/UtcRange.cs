namespace FunctionsJobs.Analytics;

/// <summary>A half-open span of time, <c>[From, To)</c>, in UTC.</summary>
public readonly record struct UtcRange
{
    /// <summary>Creates a range; both ends are converted to UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public UtcRange(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, $"A range must not end before it starts ({from:O}).");
        }

        From = from.ToUniversalTime();
        To = to.ToUniversalTime();
    }

    /// <summary>First instant, inclusive.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Last instant, exclusive.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Whether the range holds no instant.</summary>
    public bool IsEmpty => From == To;

    /// <summary>The range of one UTC day.</summary>
    public static UtcRange OfDay(DateOnly day) => new(RollupCalendar.StartOfDay(day), RollupCalendar.StartOfDay(day.AddDays(1)));

    /// <summary>The range widened to whole buckets: every bucket that shares an instant with it. An empty range stays empty.</summary>
    public UtcRange Covering(Granularity granularity)
    {
        if (IsEmpty)
        {
            return this;
        }

        var last = RollupCalendar.StartOf(granularity, To.AddTicks(-1));
        return new UtcRange(RollupCalendar.StartOf(granularity, From), RollupCalendar.NextAfter(granularity, last));
    }

    /// <summary>The UTC days that share an instant with the range, in order.</summary>
    public IEnumerable<DateOnly> Days() => Buckets(Granularity.Day).Select(start => DateOnly.FromDateTime(start.UtcDateTime));

    /// <summary>The starts of the buckets that share an instant with the range, in order.</summary>
    public IEnumerable<DateTimeOffset> Buckets(Granularity granularity)
    {
        var covering = Covering(granularity);
        for (var start = covering.From; start < covering.To; start = RollupCalendar.NextAfter(granularity, start))
        {
            yield return start;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{From:O}, {To:O})";
}
