namespace FunctionsJobs.JobStore.Sql;

/// <summary>Rows of the table <c>job_ends</c>, added up over time.</summary>
internal sealed class JobEndRow
{
    public required string State { get; init; }

    public long DurationClass { get; init; }

    public long Jobs { get; init; }

    public long DurationMs { get; init; }
}
