namespace FunctionsJobs.Jobs.DataExport;

/// <summary>Settings of the export job, section <c>Jobs:DataExport</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class DataExportOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:DataExport";

    /// <summary>Longest range, in days, whole buckets included; a longer one is refused with 400. Default 400, at most 4,000.</summary>
    public int MaxDays { get; set; } = 400;

    /// <summary>Parts of one job that are made at once, 1 to 16. Default 2. Each holds about 5 MB, and works one core of this machine and one of the database's.</summary>
    public int Parallelism { get; set; } = 2;

    /// <summary>How long one attempt may take before it counts as failed. Default one hour; at least one second.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often a job is tried, the first time included, 1 to 25. Default 3.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>The wait before the second attempt; it doubles with each. Default 2 s; not negative, and shorter than <see cref="AttemptTimeout"/>.</summary>
    public TimeSpan BackoffDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid() => this switch
    {
        { MaxDays: < 1 or > 4000 } => $"{Section}:MaxDays must be 1 to 4000, and is {MaxDays}.",
        { Parallelism: < 1 or > 16 } => $"{Section}:Parallelism must be 1 to 16, and is {Parallelism}.",
        { Attempts: < 1 or > 25 } => $"{Section}:Attempts must be 1 to 25, and is {Attempts}.",
        _ when AttemptTimeout < TimeSpan.FromSeconds(1) => $"{Section}:AttemptTimeout must be at least 00:00:01, and is {AttemptTimeout}.",
        _ when BackoffDelay < TimeSpan.Zero || BackoffDelay >= AttemptTimeout =>
            $"{Section}:BackoffDelay ({BackoffDelay}) must not be negative, and must be shorter than AttemptTimeout ({AttemptTimeout}).",
        _ => null,
    };
}
