using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>Computes the metrics of the days that a period touches, where events have changed since, and reads those of the period.</summary>
public static class MetricsCalculationOrchestrator
{
    [Function(nameof(MetricsCalculationOrchestrator))]
    public static Task<MetricsCalculationResultContract> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<MetricsCalculationPlanContract> run)
    {
        var plan = run.Plan;
        var startedAt = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        var days = new JobParts<CalculatedDayContract>(plan.Days);
        return JobLifecycle.RunAsync(context, run, MetricsCalculationJson.Default.MetricsCalculationResultContract, async attempt =>
        {
            var calculated = await days.RunAsync(plan.Parallelism, index => attempt.CallActivityAsync<CalculatedDayContract>(
                nameof(CalculateDayActivity),
                new CalculateDayContract
                {
                    JobId = run.JobId,
                    PublisherId = plan.PublisherId,
                    MetricType = plan.MetricType,
                    Day = plan.FirstDay.AddDays(index),
                    TotalSteps = plan.Days,
                }));
            var result = await attempt.CallActivityAsync<MetricsCalculationResultContract>(
                nameof(ReadMetricsActivity),
                new ReadMetricsContract
                {
                    PublisherId = plan.PublisherId,
                    MetricType = plan.MetricType,
                    Period = plan.Period,
                    StartedAt = startedAt,
                    Lifetime = plan.Lifetime,
                });
            return result with { HoursCalculated = calculated.Sum(day => day.Hours) };
        });
    }
}
