namespace FunctionsJobs.JobStore.Sql;

/// <summary>A job that waits for another one.</summary>
internal sealed class JobWaitingRow
{
    public required string Id { get; init; }

    public required string Queue { get; init; }

    /// <summary>1 where what it waits for is its child.</summary>
    public long IsChild { get; init; }
}
