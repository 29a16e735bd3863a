namespace FunctionsJobs.JobStore.Sql;

/// <summary>The few columns of a job that tell whose it is and where it stands.</summary>
internal sealed class JobStateRow
{
    public required string Id { get; init; }

    public required string Queue { get; init; }

    public string? Tenant { get; init; }

    public required string State { get; init; }
}
