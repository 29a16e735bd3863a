namespace FunctionsJobs.Analytics.Api;

/// <summary>The roll-ups of a publisher over a range.</summary>
public sealed record RollupsAnswer
{
    /// <summary>The publisher asked about.</summary>
    public required string PublisherId { get; init; }

    /// <summary>hour, day, week or month.</summary>
    public required string Granularity { get; init; }

    /// <summary>Start of the first bucket of the range, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End of the last bucket of the range, UTC, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Sums over all buckets of the range.</summary>
    public required RollupNumbers Totals { get; init; }

    /// <summary>Buckets that hold events, in order of time; those without events are left out.</summary>
    public required IReadOnlyList<RollupRow> Buckets { get; init; }
}
