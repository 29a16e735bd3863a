namespace FunctionsJobs.JobStore.Sql;

/// <summary>A row of the table <c>job_counts</c> as the databases give it.</summary>
internal sealed class JobCountRow
{
    public required string Queue { get; init; }

    public required string State { get; init; }

    public long Jobs { get; init; }
}
