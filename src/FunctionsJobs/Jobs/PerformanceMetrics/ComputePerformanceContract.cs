namespace FunctionsJobs.Jobs.PerformanceMetrics;

/// <summary>The one step of the job.</summary>
public sealed record ComputePerformanceContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Whose performance; null for all publishers together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>First day, UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>First day after the range.</summary>
    public required DateOnly To { get; init; }

    /// <summary>When the job started: no result from before is taken.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the result is kept in the cache.</summary>
    public required TimeSpan Lifetime { get; init; }
}
