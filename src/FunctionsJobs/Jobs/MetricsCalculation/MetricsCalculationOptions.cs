namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>Settings of the metrics job, section <c>Jobs:MetricsCalculation</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class MetricsCalculationOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:MetricsCalculation";

    /// <summary>Longest period, in days; a longer one is refused with 400. Default 400, at most 4,000.</summary>
    public int MaxDays { get; set; } = 400;

    /// <summary>Days of one job that are computed at once, 1 to 16. Default 2.</summary>
    public int Parallelism { get; set; } = 2;

    /// <summary>How long its results are kept in the cache. One second to 30 days.</summary>
    public TimeSpan ResultLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public override string? Invalid() => this switch
    {
        { MaxDays: < 1 or > 4000 } => $"{Section}:MaxDays must be 1 to 4000, and is {MaxDays}.",
        { Parallelism: < 1 or > 16 } => $"{Section}:Parallelism must be 1 to 16, and is {Parallelism}.",
        _ when ResultLifetime < TimeSpan.FromSeconds(1) || ResultLifetime > TimeSpan.FromDays(30) =>
            $"{Section}:ResultLifetime must be 00:00:01 to 30.00:00:00, and is {ResultLifetime}.",
        _ => InvalidPolicy(Section),
    };
}
