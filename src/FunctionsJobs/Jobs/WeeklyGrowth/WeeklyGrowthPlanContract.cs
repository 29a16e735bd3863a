namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record WeeklyGrowthPlanContract
{
    /// <summary>Whose growth; null for all publishers together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>How many weeks.</summary>
    public required int Weeks { get; init; }

    /// <summary>How long the result is kept in the cache.</summary>
    public required TimeSpan Lifetime { get; init; }
}
