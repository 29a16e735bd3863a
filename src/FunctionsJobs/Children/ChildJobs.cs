using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Children;

/// <summary>
/// Submits and reads the children of a job, for its activities. A child is a job of any job type, checked by the same code as a submission over HTTP; it is of its
/// parent's tenant and has its priority.
/// </summary>
public sealed class ChildJobs(JobSubmitter submitter, IJobStore jobs, JobIntake intake, ILogger<ChildJobs> logger)
{
    /// <summary>Most children of one call, and of one transaction.</summary>
    public const int BatchSize = 100;

    private const int PageSize = 200;

    /// <summary>
    /// Submits a batch of children of the job that an activity works for. Those that are there already are left as they are, so an activity may be repeated. A
    /// child that its job type refuses is logged, has no row, and counts in the parent's progress as ended: whoever collects finds its number missing.
    /// </summary>
    /// <param name="client">Starts their orchestrations.</param>
    /// <param name="execution">The parent.</param>
    /// <param name="queue">The canonical name of the children's queue.</param>
    /// <param name="type">Their job type.</param>
    /// <param name="total">How many children there will be in all.</param>
    /// <param name="children">At most <see cref="BatchSize"/>.</param>
    /// <exception cref="JobFaultException">The parent's attempt is over, or is to stop.</exception>
    public async Task SubmitAsync(
        DurableTaskClient client, JobExecution execution, string queue, string type, int total, IReadOnlyList<ChildJob> children)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(children.Count, BatchSize);
        var cancellation = execution.Cancellation;
        var parent = await jobs.FindAsync(execution.JobId, cancellation) ?? throw Over();
        var prepared = children.Select(child => (child.Number, Job: Prepare(parent, queue, type, child))).ToList();
        var submitted = await jobs.SubmitChildrenAsync(
            parent.Id, execution.Attempt, total, [.. prepared.Select(child => child.Job).OfType<NewJob>()], cancellation);
        await intake.FollowAsync(client, submitted ?? throw Over());
        foreach (var (number, _) in prepared.Where(child => child.Job is null))
        {
            await jobs.ReportStepAsync(parent.Id, JobId.OfChild(parent.Id, number), total, "A job was refused", cancellation);
        }
    }

    /// <summary>A job's children in order of their numbers, a page at a time in memory.</summary>
    public async IAsyncEnumerable<JobRecord> ReadAsync(
        string parentId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var page = await jobs.ListChildrenAsync(parentId, after, PageSize, cancellation);
            foreach (var child in page)
            {
                yield return child;
            }

            after = page.Count < PageSize ? null : page[^1].Id;
        }
        while (after is not null);
    }

    private NewJob? Prepare(JobRecord parent, string queue, string type, ChildJob child)
    {
        var errors = new FieldErrors();
        var request = new SubmitJobRequest { JobName = type, Data = child.Data };
        var job = submitter.Prepare(queue, request, Caller.OfProgram("parent", parent.Tenant), null, errors);
        if (job is null || job.Tenant != parent.Tenant)
        {
            var (field, messages) = errors.ToDictionary().FirstOrDefault();
            ChildrenLog.ChildRefused(logger, parent.Id, child.Number, queue, type, field ?? "$.data", messages?[0] ?? "names another publisher");
            return null;
        }

        return job with { Id = JobId.OfChild(parent.Id, child.Number), Priority = parent.Priority };
    }

    private static JobFaultException Over() => new(JobFault.Cancelled("attempt_over", "The attempt is over, or is to stop."));
}
