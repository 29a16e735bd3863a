using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>
/// Works on one page of jobs. A repeat finds the jobs that it already changed in a state that does not match any more, or changes nothing about them.
/// </summary>
public sealed class ApplyBulkActionActivity(
    IJobStore jobs, IJobIndex index, JobControl control, JobExecution execution, ILogger<ApplyBulkActionActivity> logger)
{
    [Function(nameof(ApplyBulkActionActivity))]
    public async Task<BulkActionDoneContract> RunAsync([ActivityTrigger] BulkActionPartContract part, [DurableClient] DurableTaskClient client)
    {
        var cancellation = execution.Cancellation;
        var filter = await part.ToFilterAsync(jobs, cancellation);
        var page = await index.ListAsync(filter, part.Cursor, part.Plan.PageSize, cancellation)
            ?? throw new JobFaultException(JobFault.Data("cursor_unusable", "The store was changed while the job ran. Start it again."));
        var actor = new JobActor("system:bulk", $"job {part.JobId}");
        var changed = 0;
        foreach (var job in page.Jobs)
        {
            cancellation.ThrowIfCancellationRequested();
            changed += await ApplyAsync(client, part.Plan.Action, job, actor, cancellation) ? 1 : 0;
        }

        var done = part.Done + page.Jobs.Count;
        await jobs.ReportProgressAsync(
            part.JobId, execution.Attempt, new JobProgress(Math.Min(done, part.Total), part.Total, $"{done} of {part.Total} jobs"), cancellation);
        BulkActionLog.PageDone(logger, part.JobId, part.Plan.Action, changed, page.Jobs.Count);
        return new BulkActionDoneContract { Matched = page.Jobs.Count, Changed = changed, Cursor = page.Cursor };
    }

    private async Task<bool> ApplyAsync(DurableTaskClient client, string action, JobRecord job, JobActor actor, CancellationToken cancellation) => action switch
    {
        "retry" => (await control.RetryAsync(client, job.Id, actor, cancellation)).Applied,
        "cancel" => (await control.CancelAsync(client, job.Id, actor, cancellation)).Applied,
        "remove" => await control.RemoveAsync(client, job, actor, cancellation),
        _ => throw new JobFaultException(JobFault.Data("action_unknown", $"There is no action '{action}'.")),
    };
}
