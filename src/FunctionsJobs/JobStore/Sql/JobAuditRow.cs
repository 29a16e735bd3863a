using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>A row of the table <c>job_audit</c> as the databases give it.</summary>
internal sealed class JobAuditRow
{
    public required string Id { get; init; }

    public long At { get; init; }

    public required string Actor { get; init; }

    public string? Origin { get; init; }

    public required string Action { get; init; }

    public string? Queue { get; init; }

    public string? JobId { get; init; }

    public string? Tenant { get; init; }

    public string? Detail { get; init; }

    public JobAuditEntry ToEntry() => new()
    {
        Id = Id,
        At = DateTimeOffset.FromUnixTimeMilliseconds(At),
        Actor = new JobActor(Actor, Origin),
        Action = Action,
        Queue = Queue,
        JobId = JobId,
        Tenant = Tenant,
        Detail = Detail,
    };
}
