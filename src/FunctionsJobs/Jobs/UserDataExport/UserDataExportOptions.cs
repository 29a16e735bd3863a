namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>Settings of the export of a person's data, section <c>Jobs:UserDataExport</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class UserDataExportOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:UserDataExport";

    /// <summary>How long one attempt may take before it counts as failed. Default one hour; at least one second.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often a job is tried, the first time included, 1 to 25. Default 3.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>The wait before the second attempt; it doubles with each. Default 2 s; not negative, and shorter than <see cref="AttemptTimeout"/>.</summary>
    public TimeSpan BackoffDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid() => this switch
    {
        { Attempts: < 1 or > 25 } => $"{Section}:Attempts must be 1 to 25, and is {Attempts}.",
        _ when AttemptTimeout < TimeSpan.FromSeconds(1) => $"{Section}:AttemptTimeout must be at least 00:00:01, and is {AttemptTimeout}.",
        _ when BackoffDelay < TimeSpan.Zero || BackoffDelay >= AttemptTimeout =>
            $"{Section}:BackoffDelay ({BackoffDelay}) must not be negative, and must be shorter than AttemptTimeout ({AttemptTimeout}).",
        _ => null,
    };
}
