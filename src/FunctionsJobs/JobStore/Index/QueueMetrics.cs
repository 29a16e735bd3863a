namespace FunctionsJobs.JobStore.Index;

/// <summary>A queue's jobs now, and what ended lately.</summary>
public sealed record QueueMetrics
{
    /// <summary>Jobs by state, now.</summary>
    public required QueueCounts Counts { get; init; }

    /// <summary>The span that the following is about, up to now. It begins at full five minutes, so it may be up to five minutes longer than asked for.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Jobs that completed in the window.</summary>
    public required long Completed { get; init; }

    /// <summary>Jobs that failed in the window.</summary>
    public required long Failed { get; init; }

    /// <summary>Jobs that were cancelled in the window.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Completed jobs per minute.</summary>
    public double CompletedPerMinute => Completed / Window.TotalMinutes;

    /// <summary>Share of the jobs that completed among those that completed or failed, 0 to 1; null where there were none.</summary>
    public double? SuccessRate => Completed + Failed == 0 ? null : (double)Completed / (Completed + Failed);

    /// <summary>Mean time of the completed jobs from the begin of their first attempt to their end; null where there were none.</summary>
    public required TimeSpan? MeanDuration { get; init; }

    /// <summary>The time that half of the completed jobs did not exceed, within a tenth; null where there were none.</summary>
    public required TimeSpan? P50 { get; init; }

    /// <summary>The time that 95 of 100 completed jobs did not exceed, within a tenth; null where there were none.</summary>
    public required TimeSpan? P95 { get; init; }
}
