namespace FunctionsJobs.JobStore.Admission;

/// <summary>
/// Default limits of one queue as settings, section <c>Queues:{name}</c>. What is left out is as the program ships it. An administrator's change at run time
/// is stored and wins.
/// </summary>
public sealed class QueueLimitOptions
{
    /// <summary>Most jobs that run at once; 1 to 100,000, or 0 for no limit.</summary>
    public int? Concurrency { get; set; }

    /// <summary>Most jobs of one key (publisher, host) that run at once; 1 to 100,000, or 0 for no limit.</summary>
    public int? KeyConcurrency { get; set; }

    /// <summary>Most starts per window; 1 to 1,000,000, or 0 for no limit.</summary>
    public int? RateLimit { get; set; }

    /// <summary>The window; 1 ms to 24 h. Default: as the program ships it, or one minute.</summary>
    public TimeSpan? RateWindow { get; set; }

    /// <summary>The limits these settings make of the ones the program ships with.</summary>
    public QueueLimits ApplyTo(QueueLimits limits) => new()
    {
        Concurrency = Limit(Concurrency, limits.Concurrency),
        KeyConcurrency = Limit(KeyConcurrency, limits.KeyConcurrency),
        Rate = Limit(RateLimit, limits.Rate?.Starts) is { } starts
            ? new RateLimit(starts, RateWindow ?? limits.Rate?.Window ?? TimeSpan.FromMinutes(1))
            : null,
    };

    private static int? Limit(int? setting, int? shipped) => setting switch
    {
        null => shipped,
        0 => null,
        var value => value,
    };
}
