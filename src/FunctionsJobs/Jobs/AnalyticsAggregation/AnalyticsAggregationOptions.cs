namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>Settings of the aggregation job, section <c>Jobs:AnalyticsAggregation</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class AnalyticsAggregationOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:AnalyticsAggregation";

    /// <summary>With a longer time for an attempt: one hour.</summary>
    public AnalyticsAggregationOptions() => AttemptTimeout = TimeSpan.FromHours(1);

    /// <summary>Longest range, in days, whole buckets included; a longer one is refused with 400. Default 400, at most 4,000.</summary>
    public int MaxDays { get; set; } = 400;

    /// <summary>Days of one job that are rolled up at once, 1 to 64. Default 4. More helps only where the database has cores to spare.</summary>
    public int Parallelism { get; set; } = 4;

    /// <inheritdoc/>
    public override string? Invalid() => this switch
    {
        { MaxDays: < 1 or > 4000 } => $"{Section}:MaxDays must be 1 to 4000, and is {MaxDays}.",
        { Parallelism: < 1 or > 64 } => $"{Section}:Parallelism must be 1 to 64, and is {Parallelism}.",
        _ => InvalidPolicy(Section),
    };
}
