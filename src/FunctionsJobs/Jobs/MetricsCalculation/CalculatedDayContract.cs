namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>What a part did.</summary>
public sealed record CalculatedDayContract
{
    /// <summary>Hours of the day that were out of date; a repeat finds fewer.</summary>
    public required int Hours { get; init; }
}
