using FunctionsJobs.Analytics;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>
/// Rolls a publisher's events up: the hours of all days, some days at once, then days from hours, then weeks or months from days, as far as the
/// wanted granularity asks. Every step is idempotent and counts towards the job's progress.
/// </summary>
public static class AnalyticsAggregationOrchestrator
{
    [Function(nameof(AnalyticsAggregationOrchestrator))]
    public static Task<AnalyticsAggregationResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<AnalyticsAggregationPlanContract> run)
    {
        var plan = run.Plan;
        var days = new UtcRange(plan.From, plan.To).Days().ToArray();
        var levels = LevelsAboveHours(plan.Granularity);
        var hours = new JobParts<RolledUpContract>(days.Length);
        var coarser = new JobParts<RolledUpContract>(levels.Length);
        var totalSteps = days.Length + levels.Length;

        return JobLifecycle.RunAsync(context, run, AnalyticsAggregationJson.Default.AnalyticsAggregationResultContract, async attempt =>
        {
            var ofDays = await hours.RunAsync(plan.Parallelism, index => attempt.CallActivityAsync<RolledUpContract>(
                nameof(RollUpHoursActivity),
                new RollUpHoursContract { JobId = run.JobId, PublisherId = plan.PublisherId, Day = days[index], TotalSteps = totalSteps }));

            // One after the other: each level is computed from the one before.
            var ofLevels = await coarser.RunAsync(1, index => attempt.CallActivityAsync<RolledUpContract>(
                nameof(RollUpBucketsActivity),
                new RollUpBucketsContract
                {
                    JobId = run.JobId,
                    PublisherId = plan.PublisherId,
                    Granularity = levels[index],
                    From = plan.From,
                    To = plan.To,
                    TotalSteps = totalSteps,
                }));

            return Result(plan, ofDays, ofLevels);
        });
    }

    private static string[] LevelsAboveHours(string granularity) => granularity switch
    {
        "hour" => [],
        "day" => ["day"],
        "week" => ["day", "week"],
        "month" => ["day", "month"],
        _ => throw new JobFaultException(JobFault.Data("granularity_unknown", $"There is no granularity '{granularity}'.")),
    };

    private static AnalyticsAggregationResultContract Result(
        AnalyticsAggregationPlanContract plan, IReadOnlyList<RolledUpContract> ofDays, IReadOnlyList<RolledUpContract> ofLevels)
    {
        var totals = ofDays.Aggregate(
            default(RollupCounts),
            (sum, part) => sum + new RollupCounts(part.Requests, part.Impressions, part.Clicks, part.RevenueMicros));
        return new AnalyticsAggregationResultContract
        {
            PublisherId = plan.PublisherId,
            Granularity = plan.Granularity,
            From = plan.From,
            To = plan.To,
            Days = ofDays.Count,
            BucketsWritten = ofDays.Sum(part => part.Buckets) + ofLevels.Sum(part => part.Buckets),
            Totals = new AggregationTotalsContract
            {
                Requests = totals.Requests,
                Impressions = totals.Impressions,
                Clicks = totals.Clicks,
                Revenue = totals.Revenue,
                Ctr = totals.ClickThroughRate,
                FillRate = totals.FillRate,
                Ecpm = totals.EffectiveCpm,
            },
        };
    }
}
