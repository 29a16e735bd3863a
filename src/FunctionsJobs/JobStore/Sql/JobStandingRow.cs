namespace FunctionsJobs.JobStore.Sql;

/// <summary>The columns of a job that tell whether work for it is to go on.</summary>
internal sealed class JobStandingRow
{
    public required string Id { get; init; }

    public required string State { get; init; }

    public required long AttemptsMade { get; init; }
}
