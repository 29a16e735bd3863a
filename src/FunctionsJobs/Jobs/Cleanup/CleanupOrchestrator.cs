using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>Takes one small step after the other until nothing is left. Another attempt goes on after the last step that was taken, and its counts add up.</summary>
public static class CleanupOrchestrator
{
    [Function(nameof(CleanupOrchestrator))]
    public static Task<CleanupResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<CleanupPlanContract> run)
    {
        var plan = run.Plan;
        var (isDone, cursor, count, skipped) = (false, (string?)null, 0L, 0);
        return JobLifecycle.RunAsync(context, run, CleanupJson.Default.CleanupResultContract, async attempt =>
        {
            while (!isDone)
            {
                var part = new CleanupPartContract { JobId = run.JobId, Plan = plan, Cursor = cursor, Done = count };
                var done = await attempt.CallActivityAsync<CleanupDoneContract>(nameof(CleanUpActivity), part);
                (isDone, cursor, count, skipped) = (done.Cursor is null, done.Cursor, count + done.Count, skipped + done.Skipped);
            }

            return new CleanupResultContract
            {
                Type = plan.Type,
                DryRun = plan.DryRun,
                Before = plan.Before,
                Counts = new SortedDictionary<string, long> { [plan.Type] = count },
                Skipped = skipped,
            };
        });
    }
}
