using FunctionsJobs.JobStore.Retention;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>A job that is being removed, as the databases give it.</summary>
internal sealed class RemovedJobRow
{
    public required string Id { get; init; }

    public required string Queue { get; init; }

    public required string Type { get; init; }

    public string? Tenant { get; init; }

    public string? Result { get; init; }

    public RemovedJob ToJob() => new(Id, Queue, Type, Tenant, Result);
}
