using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>Counts the jobs, and then works on them page by page. Another attempt goes on after the last page that was done.</summary>
public static class BulkActionOrchestrator
{
    [Function(nameof(BulkActionOrchestrator))]
    public static Task<BulkActionResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<BulkActionPlanContract> run)
    {
        var plan = run.Plan;
        BulkActionCountContract? counted = null;
        var (isDone, cursor, matched, changed) = (false, (string?)null, 0, 0);

        return JobLifecycle.RunAsync(context, run, BulkActionJson.Default.BulkActionResultContract, async attempt =>
        {
            counted ??= await attempt.CallActivityAsync<BulkActionCountContract>(
                nameof(CountBulkActionActivity), new BulkActionPartContract { JobId = run.JobId, Plan = plan });
            if (plan.DryRun)
            {
                return Result(plan, counted.Matched, 0);
            }

            while (!isDone)
            {
                var part = new BulkActionPartContract { JobId = run.JobId, Plan = plan, Cursor = cursor, Done = matched, Total = counted.Matched };
                var done = await attempt.CallActivityAsync<BulkActionDoneContract>(nameof(ApplyBulkActionActivity), part);
                (isDone, cursor, matched, changed) = (done.Cursor is null, done.Cursor, matched + done.Matched, changed + done.Changed);
            }

            return Result(plan, matched, changed);
        });
    }

    private static BulkActionResultContract Result(BulkActionPlanContract plan, int matched, int changed) => new()
    {
        Action = plan.Action,
        DryRun = plan.DryRun,
        Matched = matched,
        Changed = changed,
        Skipped = plan.DryRun ? 0 : matched - changed,
    };
}
