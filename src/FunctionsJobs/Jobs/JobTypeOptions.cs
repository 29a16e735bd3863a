using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Jobs;

/// <summary>How often and how long jobs of a type are tried, where a submission does not say so itself.</summary>
public abstract class JobTypeOptions
{
    /// <summary>How long one attempt may take before it counts as failed. At least one second.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How often a job is tried, the first time included, 1 to 25.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>The wait before the second attempt; it doubles with each. Not negative, and shorter than <see cref="AttemptTimeout"/>.</summary>
    public TimeSpan BackoffDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The policy of jobs that ask for none.</summary>
    internal JobPolicy Policy => JobPolicy.Default with { Attempts = Attempts, BackoffDelay = BackoffDelay, Timeout = AttemptTimeout };

    /// <summary>What is wrong with the settings, or null.</summary>
    public abstract string? Invalid();

    /// <summary>What is wrong with the settings of this class, or null.</summary>
    /// <param name="section">The configuration section, for the message.</param>
    protected string? InvalidPolicy(string section) => this switch
    {
        { Attempts: < 1 or > 25 } => $"{section}:Attempts must be 1 to 25, and is {Attempts}.",
        _ when AttemptTimeout < TimeSpan.FromSeconds(1) => $"{section}:AttemptTimeout must be at least 00:00:01, and is {AttemptTimeout}.",
        _ when BackoffDelay < TimeSpan.Zero || BackoffDelay >= AttemptTimeout =>
            $"{section}:BackoffDelay ({BackoffDelay}) must not be negative, and must be shorter than AttemptTimeout ({AttemptTimeout}).",
        _ => null,
    };
}
