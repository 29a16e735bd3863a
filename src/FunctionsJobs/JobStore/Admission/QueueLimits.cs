namespace FunctionsJobs.JobStore.Admission;

/// <summary>What a queue's jobs may do at once. Null: no limit.</summary>
public sealed record QueueLimits
{
    /// <summary>The largest number of jobs, or of jobs per key, that can be asked for.</summary>
    public const int MaxConcurrency = 100_000;

    /// <summary>The largest number of starts per window that can be asked for.</summary>
    public const int MaxStarts = 1_000_000;

    /// <summary>The longest window.</summary>
    public static readonly TimeSpan MaxWindow = TimeSpan.FromHours(24);

    /// <summary>No limit of any kind.</summary>
    public static QueueLimits Unlimited { get; } = new();

    /// <summary>Most jobs that hold a slot (running or cancelling) at once; 1 to 100,000.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Most jobs of one limit key (publisher, scrape host) that hold a slot at once; 1 to 100,000. Jobs without a key are not counted.</summary>
    public int? KeyConcurrency { get; init; }

    /// <summary>Most starts within any window.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>What is wrong with the limits, or null.</summary>
    public string? Invalid()
    {
        if (Concurrency is < 1 or > MaxConcurrency)
        {
            return $"Concurrency is {Concurrency}; it must be from 1 to {MaxConcurrency}.";
        }

        if (KeyConcurrency is < 1 or > MaxConcurrency)
        {
            return $"KeyConcurrency is {KeyConcurrency}; it must be from 1 to {MaxConcurrency}.";
        }

        return Rate switch
        {
            { Starts: < 1 or > MaxStarts } rate => $"The rate limit is {rate.Starts}; it must be from 1 to {MaxStarts}.",
            { Window: var window } when window < TimeSpan.FromMilliseconds(1) || window > MaxWindow =>
                $"The rate window is {window}; it must be from 00:00:00.001 to {MaxWindow}.",
            _ => null,
        };
    }
}
