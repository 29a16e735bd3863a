namespace FunctionsJobs.JobStore.Sql;

/// <summary>A row of the table <c>job_idempotency</c> as the databases give it.</summary>
internal sealed class IdempotencyRow
{
    public required string RequestHash { get; init; }

    public required string JobId { get; init; }
}
