using FunctionsJobs.JobStore.Retention;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>A job that is being removed, as the databases give it.</summary>
internal class RemovedJobRow
{
    public required string Id { get; init; }

    public required string Queue { get; init; }

    public required string Type { get; init; }

    public string? Tenant { get; init; }

    public string? Result { get; init; }

    /// <summary>1 where it has children, which go first.</summary>
    public long HasChildren { get; init; }

    public RemovedJob ToJob() => new(Id, Queue, Type, Tenant, Result);
}
