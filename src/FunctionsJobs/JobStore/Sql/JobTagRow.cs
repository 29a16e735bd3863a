namespace FunctionsJobs.JobStore.Sql;

/// <summary>A row of the table <c>job_tags</c> as the databases give it.</summary>
internal sealed class JobTagRow
{
    public required string JobId { get; init; }

    public long CreatedAt { get; init; }
}
