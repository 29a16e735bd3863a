using FunctionsJobs.Health;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>Asks every part of the program, as <c>/health</c> does.</summary>
public sealed class CheckHealthActivity(HealthReporter health, JobExecution execution, ILogger<CheckHealthActivity> logger)
{
    /// <exception cref="JobFaultException">A needed service cannot be used, and that is to count as a fault.</exception>
    [Function(nameof(CheckHealthActivity))]
    public async Task<HealthCheckResultContract> RunAsync([ActivityTrigger] HealthCheckPlanContract plan, [DurableClient] DurableTaskClient client)
    {
        var view = await health.ReportAsync(client, execution.Cancellation);
        HealthCheckLog.Checked(logger, view.Status);
        if (plan.FailWhenUnhealthy && view.Status != HealthView.Healthy)
        {
            var down = view.Services.Where(service => service.Value != HealthView.Healthy).Select(service => service.Key).Order(StringComparer.Ordinal);
            throw new JobFaultException(JobFault.System("unhealthy", $"Cannot be used: {string.Join(", ", down)}."));
        }

        return new HealthCheckResultContract { Status = view.Status, Services = view.Services };
    }
}
