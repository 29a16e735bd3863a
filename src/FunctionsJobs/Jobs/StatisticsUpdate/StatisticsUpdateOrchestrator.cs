using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>Runs <see cref="MeasureQueuesActivity"/>, which does all of it.</summary>
public static class StatisticsUpdateOrchestrator
{
    [Function(nameof(StatisticsUpdateOrchestrator))]
    public static Task<StatisticsUpdateResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<StatisticsUpdatePlanContract> run) =>
        JobLifecycle.RunAsync(
            context,
            run,
            StatisticsUpdateJson.Default.StatisticsUpdateResultContract,
            attempt => attempt.CallActivityAsync<StatisticsUpdateResultContract>(nameof(MeasureQueuesActivity), run.Plan));
}
