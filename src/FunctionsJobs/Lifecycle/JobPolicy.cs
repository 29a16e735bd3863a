namespace FunctionsJobs.Lifecycle;

/// <summary>How often and how long a job is tried. Fixed when it is submitted.</summary>
public sealed record JobPolicy
{
    /// <summary>Three attempts, 2 s, 4 s apart, without a time limit.</summary>
    public static JobPolicy Default { get; } = new()
    {
        Attempts = 3,
        Backoff = JobBackoffType.Exponential,
        BackoffDelay = TimeSpan.FromSeconds(2),
        Timeout = null,
    };

    /// <summary>How many attempts are made at most, the first one included; at least 1.</summary>
    public required int Attempts { get; init; }

    /// <summary>How the wait between attempts grows.</summary>
    public required JobBackoffType Backoff { get; init; }

    /// <summary>The wait before the second attempt, before jitter.</summary>
    public required TimeSpan BackoffDelay { get; init; }

    /// <summary>How long one attempt may take, or null for no limit.</summary>
    public required TimeSpan? Timeout { get; init; }
}
