namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>Growth week over week (<c>analytics:weekly-growth</c>). Weeks are ISO 8601, Monday to Sunday in UTC, and over.</summary>
public sealed record GrowthReport
{
    /// <summary>The publisher, or null for all together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>The weeks, in order; each is compared with the one before it, the first one with a week that is not listed.</summary>
    public required IReadOnlyList<GrowthWeek> Weeks { get; init; }

    /// <summary>Which way they go.</summary>
    public required PeriodTrends Trends { get; init; }
}
