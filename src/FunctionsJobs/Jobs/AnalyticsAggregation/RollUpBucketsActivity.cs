using FunctionsJobs.Analytics;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>Computes one coarser level over the whole range from the level below. A repeat writes the same rows and counts once.</summary>
public sealed class RollUpBucketsActivity(IAnalyticsStore analytics, IJobStore jobs, JobExecution execution, ILogger<RollUpBucketsActivity> logger)
{
    [Function(nameof(RollUpBucketsActivity))]
    public async Task<RolledUpContract> RunAsync([ActivityTrigger] RollUpBucketsContract step)
    {
        if (!AnalyticsNames.TryParse(step.Granularity, out var granularity))
        {
            throw new JobFaultException(JobFault.Data("granularity_unknown", $"There is no granularity '{step.Granularity}'."));
        }

        var written = await analytics.RollUpAsync(step.PublisherId, granularity, new UtcRange(step.From, step.To), execution.Cancellation);
        await jobs.ReportStepAsync(step.JobId, step.Granularity, step.TotalSteps, $"All {step.Granularity}s", execution.Cancellation);
        AnalyticsAggregationLog.BucketsRolledUp(logger, step.JobId, step.Granularity, written.Buckets);
        return new RolledUpContract
        {
            Buckets = written.Buckets,
            Requests = written.Totals.Requests,
            Impressions = written.Totals.Impressions,
            Clicks = written.Totals.Clicks,
            RevenueMicros = written.Totals.RevenueMicros,
        };
    }
}
