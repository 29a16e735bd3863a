using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>Runs <see cref="CheckHealthActivity"/>, which does all of it.</summary>
public static class HealthCheckOrchestrator
{
    [Function(nameof(HealthCheckOrchestrator))]
    public static Task<HealthCheckResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<HealthCheckPlanContract> run) =>
        JobLifecycle.RunAsync(
            context,
            run,
            HealthCheckJson.Default.HealthCheckResultContract,
            attempt => attempt.CallActivityAsync<HealthCheckResultContract>(nameof(CheckHealthActivity), run.Plan));
}
