namespace FunctionsJobs.JobStore.Sql;

/// <summary>A row of the table <c>job_timeline</c> as the databases give it.</summary>
internal sealed class JobTimelineRow
{
    public long Sequence { get; init; }

    public long At { get; init; }

    public required string Event { get; init; }

    public required string State { get; init; }

    public long Attempt { get; init; }

    public string? Detail { get; init; }

    /// <summary>The row in the store's own words.</summary>
    public JobTimelineEntry ToEntry() => new(
        (int)Sequence, DateTimeOffset.FromUnixTimeMilliseconds(At), Event, JobStateNames.Parse(State), (int)Attempt, Detail);
}
