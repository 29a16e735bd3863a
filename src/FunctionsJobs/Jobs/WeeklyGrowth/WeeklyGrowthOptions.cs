namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>Settings of the weekly growth job, section <c>Jobs:WeeklyGrowth</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class WeeklyGrowthOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:WeeklyGrowth";

    /// <summary>How long its results are kept in the cache. One second to 30 days.</summary>
    public TimeSpan ResultLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public override string? Invalid() => this switch
    {
        _ when ResultLifetime < TimeSpan.FromSeconds(1) || ResultLifetime > TimeSpan.FromDays(30) =>
            $"{Section}:ResultLifetime must be 00:00:01 to 30.00:00:00, and is {ResultLifetime}.",
        _ => InvalidPolicy(Section),
    };
}
