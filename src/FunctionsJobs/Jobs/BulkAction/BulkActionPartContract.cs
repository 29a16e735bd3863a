using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>One part of the work: a page of jobs.</summary>
public sealed record BulkActionPartContract
{
    /// <summary>The job that does it.</summary>
    public required string JobId { get; init; }

    /// <summary>Which jobs, and what is done to them.</summary>
    public required BulkActionPlanContract Plan { get; init; }

    /// <summary>Where the part before ended; null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>Jobs that the parts before looked at.</summary>
    public int Done { get; init; }

    /// <summary>Jobs there are.</summary>
    public int Total { get; init; }

    /// <summary>
    /// The jobs, within the reach of the job's own tenant: whoever is bound to a publisher submits jobs of that publisher only, whatever the filter says.
    /// </summary>
    internal async Task<JobFilter> ToFilterAsync(IJobStore jobs, CancellationToken cancellation)
    {
        var job = await jobs.FindAsync(JobId, cancellation) ?? throw new InvalidOperationException($"The job {JobId} is not there.");
        return new JobFilter
        {
            Tenants = job.Tenant is { } tenant ? TenantScope.Only(tenant) : TenantScope.All,
            Queue = Plan.Queue,
            Type = Plan.Type,
            States = [.. Plan.States.Select(JobStateNames.Parse)],
            Tag = Plan.Tag,
            CreatedFrom = Plan.CreatedFrom,
            CreatedBefore = Plan.CreatedBefore is { } before && before < job.CreatedAt ? before : job.CreatedAt,
        };
    }
}
