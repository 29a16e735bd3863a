namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>The one step of the job.</summary>
public sealed record ComputeGrowthContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Whose growth; null for all publishers together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>How many weeks.</summary>
    public required int Weeks { get; init; }

    /// <summary>When the job started: it compares weeks that were over then, and takes no result from before.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the result is kept in the cache.</summary>
    public required TimeSpan Lifetime { get; init; }
}
