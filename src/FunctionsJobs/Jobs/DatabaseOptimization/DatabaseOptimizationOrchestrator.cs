using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>Runs <see cref="OptimizeDatabasesActivity"/>, which does all of it.</summary>
public static class DatabaseOptimizationOrchestrator
{
    [Function(nameof(DatabaseOptimizationOrchestrator))]
    public static Task<DatabaseOptimizationResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<DatabaseOptimizationPlanContract> run) =>
        JobLifecycle.RunAsync(
            context,
            run,
            DatabaseOptimizationJson.Default.DatabaseOptimizationResultContract,
            attempt => attempt.CallActivityAsync<DatabaseOptimizationResultContract>(nameof(OptimizeDatabasesActivity), run.Plan));
}
