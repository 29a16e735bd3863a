namespace FunctionsJobs.Lifecycle;

/// <summary>When waiting is worth a warning; configuration section <c>QueueWatch</c>.</summary>
public sealed class QueueWatchOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "QueueWatch";

    /// <summary>
    /// How long jobs of a queue that is not paused may wait for their start before a warning is logged, which an alert can be made of. Default 15 min; 1 s to 7 days.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid() => MaxWait < TimeSpan.FromSeconds(1) || MaxWait > TimeSpan.FromDays(7)
        ? $"{Section}:MaxWait is {MaxWait}; it must be from 00:00:01 to 7.00:00:00."
        : null;
}
