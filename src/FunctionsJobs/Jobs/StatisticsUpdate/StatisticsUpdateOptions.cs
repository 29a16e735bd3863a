namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>Settings of the snapshot of the queues, section <c>Jobs:StatisticsUpdate</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class StatisticsUpdateOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:StatisticsUpdate";

    /// <summary>The span that rates and durations are about, whole minutes. Default one hour; 5 minutes to 24 hours.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override string? Invalid() => Window < TimeSpan.FromMinutes(5) || Window > TimeSpan.FromHours(24)
        ? $"{Section}:Window must be 00:05:00 to 24:00:00, and is {Window}."
        : InvalidPolicy(Section);
}
