namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>One part of the job: one name.</summary>
public sealed record WarmKeyContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Whose numbers; null for all publishers together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>Their name.</summary>
    public required string CacheKey { get; init; }

    /// <summary>How many steps the job has in all.</summary>
    public required int TotalSteps { get; init; }

    /// <summary>When the job started: no numbers from before are taken.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the numbers are kept.</summary>
    public required TimeSpan Lifetime { get; init; }
}
