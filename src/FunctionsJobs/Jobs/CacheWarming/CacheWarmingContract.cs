namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>The data of a <c>cache-warming/warm</c> job, as sent.</summary>
public sealed record CacheWarmingContract
{
    /// <summary>
    /// Which numbers to compute, by name, each once: <c>dashboard:stats</c>, <c>analytics:overview</c>, <c>analytics:weekly-growth</c> or <c>analytics:performance</c>; those of the publisher
    /// that the caller is bound to, or of all together.
    /// </summary>
    public required IReadOnlyList<string> CacheKeys { get; init; }

    /// <summary>The job's priority, 0 to 100, where its options name none.</summary>
    public int? Priority { get; init; }

    /// <summary>Whose numbers; left out, those of the publisher that the caller is bound to, or of all together.</summary>
    public string? PublisherId { get; init; }
}
