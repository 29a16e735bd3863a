using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>Counts the jobs that match, and refuses an action on too many of them.</summary>
public sealed class CountBulkActionActivity(IJobStore jobs, IJobIndex index, JobExecution execution)
{
    [Function(nameof(CountBulkActionActivity))]
    public async Task<BulkActionCountContract> RunAsync([ActivityTrigger] BulkActionPartContract part)
    {
        var filter = await part.ToFilterAsync(jobs, execution.Cancellation);
        var count = 0;
        string? cursor = null;
        do
        {
            var page = await index.ListAsync(filter, cursor, IJobIndex.MaxPage, execution.Cancellation)
                ?? throw new InvalidOperationException("The job index refuses its own cursor.");
            (count, cursor) = (count + page.Jobs.Count, page.Cursor);
            if (count > part.Plan.MaxJobs && !part.Plan.DryRun)
            {
                throw new JobFaultException(JobFault.Data("too_many_jobs", $"More than {part.Plan.MaxJobs} jobs match. Narrow the filter."));
            }
        }
        while (cursor is not null);

        return new BulkActionCountContract(count);
    }
}
