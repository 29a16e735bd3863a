using FunctionsJobs.Analytics;
using FunctionsJobs.Blobs;
using FunctionsJobs.Exports;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.DataExport;

/// <summary>
/// Makes one file: stages what stands around its rows and its slices, some at once, and commits them in their order. Parts that are staged stay so until
/// the commit, so that another attempt makes only the others. When the job ends in another way, what was staged is discarded.
/// </summary>
public static class DataExportOrchestrator
{
    [Function(nameof(DataExportOrchestrator))]
    public static async Task<DataExportResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<DataExportPlanContract> run)
    {
        var slices = ExportSlices.Of(new UtcRange(run.Plan.From, run.Plan.To), run.Plan.Slice);
        var frame = new JobParts<ExportedPartContract>(1);
        var parts = new JobParts<ExportedPartContract>(slices.Count);
        try
        {
            return await JobLifecycle.RunAsync(context, run, DataExportJson.Default.DataExportResultContract, async attempt =>
            {
                await frame.RunAsync(1, _ => attempt.CallActivityAsync<ExportedPartContract>(
                    nameof(StageExportFrameActivity), new StageExportFrameContract { JobId = run.JobId, Plan = run.Plan }));
                var staged = await parts.RunAsync(run.Plan.Parallelism, index => attempt.CallActivityAsync<ExportedPartContract>(
                    nameof(ExportPartActivity),
                    new ExportPartContract
                    {
                        JobId = run.JobId,
                        Plan = run.Plan,
                        Index = index,
                        Count = slices.Count,
                        From = slices[index].From,
                        To = slices[index].To,
                    }));
                try
                {
                    return await attempt.CallActivityAsync<DataExportResultContract>(
                        nameof(CommitExportActivity),
                        new CommitExportContract
                        {
                            JobId = run.JobId,
                            Plan = run.Plan,
                            Blocks = [.. staged.Select(part => part.Blocks)],
                            Rows = staged.Sum(part => part.Rows),
                        });
                }
                catch (TaskFailedException e) when (e.FailureDetails.ToJobFault().Code == JobFaults.PartsLost)
                {
                    // The storage kept less than it had promised. The next attempt makes all parts.
                    (frame, parts) = (new(1), new(slices.Count));
                    throw;
                }
            });
        }
        catch (JobFaultException)
        {
            await context.CallActivityAsync<bool>(
                nameof(DiscardJobBlobsActivity), run.JobId, TaskOptions.FromRetryPolicy(new RetryPolicy(
                    maxNumberOfAttempts: 10,
                    firstRetryInterval: TimeSpan.FromSeconds(1),
                    backoffCoefficient: 2,
                    maxRetryInterval: TimeSpan.FromMinutes(1))));
            throw;
        }
    }
}
