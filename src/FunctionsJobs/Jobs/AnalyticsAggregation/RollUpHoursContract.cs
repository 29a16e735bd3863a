namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>One part of the fan-out: the hours of one day.</summary>
public sealed record RollUpHoursContract
{
    /// <summary>The job the part belongs to.</summary>
    public required string JobId { get; init; }

    /// <summary>Whose events are rolled up.</summary>
    public required string PublisherId { get; init; }

    /// <summary>The UTC day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How many steps the job has in all.</summary>
    public required int TotalSteps { get; init; }
}
