using FunctionsJobs.Analytics;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>Computes the hours of one day from the events, and counts the day as done. A repeat writes the same rows and counts once.</summary>
public sealed class RollUpHoursActivity(IAnalyticsStore analytics, IJobStore jobs, JobExecution execution, ILogger<RollUpHoursActivity> logger)
{
    [Function(nameof(RollUpHoursActivity))]
    public async Task<RolledUpContract> RunAsync([ActivityTrigger] RollUpHoursContract part)
    {
        var written = await analytics.RollUpHoursAsync(part.PublisherId, part.Day, execution.Cancellation);
        await jobs.ReportStepAsync(part.JobId, $"hours/{part.Day:yyyy-MM-dd}", part.TotalSteps, $"Hours of {part.Day:yyyy-MM-dd}", execution.Cancellation);
        AnalyticsAggregationLog.HoursRolledUp(logger, part.JobId, part.Day, written.Buckets);
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
