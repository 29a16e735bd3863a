namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>One part of the fan-out: a day.</summary>
public sealed record CalculateDayContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Whose metrics.</summary>
    public required string PublisherId { get; init; }

    /// <summary>The type, by its stored name.</summary>
    public required string MetricType { get; init; }

    /// <summary>The UTC day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How many steps the job has in all.</summary>
    public required int TotalSteps { get; init; }
}
