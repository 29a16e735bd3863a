namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>The data of a <c>metrics-calculation/weekly-growth</c> job, as sent.</summary>
public sealed record WeeklyGrowthContract
{
    /// <summary>Whose growth; left out, that of all publishers together, or of the one the caller is bound to.</summary>
    public string? PublisherId { get; init; }

    /// <summary>How many weeks, the last one that is over included; 1 to 52, default 8.</summary>
    public int? Weeks { get; init; }
}
