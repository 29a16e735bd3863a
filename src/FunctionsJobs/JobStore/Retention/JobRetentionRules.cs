namespace FunctionsJobs.JobStore.Retention;

/// <summary>How long ended jobs are kept, counted from their end.</summary>
public sealed record JobRetentionRules
{
    /// <summary>What the program ships with: completed 24 hours and at most 1,000 per queue, failed and cancelled 7 days.</summary>
    public static JobRetentionRules Default { get; } = new();

    /// <summary>Completed jobs.</summary>
    public TimeSpan Completed { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most completed jobs per queue; the oldest go first.</summary>
    public int CompletedPerQueue { get; init; } = 1000;

    /// <summary>Failed jobs.</summary>
    public TimeSpan Failed { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Cancelled jobs.</summary>
    public TimeSpan Cancelled { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Lines of the audit trail, counted from when they were written.</summary>
    public TimeSpan Audit { get; init; } = TimeSpan.FromDays(90);
}
