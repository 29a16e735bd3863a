namespace FunctionsJobs.Schedules.Sql;

/// <summary>A row of the table <c>schedule_runs</c> as the databases give it.</summary>
internal sealed class ScheduleRunRow
{
    public long FireAt { get; init; }

    public long LastFireAt { get; init; }

    public long FireCount { get; init; }

    public long IsTriggered { get; init; }

    public required string Outcome { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public string? JobId { get; init; }

    public long SettledAt { get; init; }

    /// <summary>The row in the store's own words.</summary>
    /// <exception cref="JobStore.JobStoreException">The row holds a name this version does not know.</exception>
    public ScheduleRun ToRun() => new()
    {
        FireAt = DateTimeOffset.FromUnixTimeMilliseconds(FireAt),
        LastFireAt = DateTimeOffset.FromUnixTimeMilliseconds(LastFireAt),
        Count = FireCount,
        IsTriggered = IsTriggered == 1,
        Outcome = SchedulePolicyNames.ParseOutcome(Outcome),
        Reason = Reason,
        Detail = Detail,
        JobId = JobId,
        SettledAt = DateTimeOffset.FromUnixTimeMilliseconds(SettledAt),
    };
}
