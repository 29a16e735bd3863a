using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Lets the activities of job types run only while their job does, and gives them its <see cref="JobExecution"/>. An activity that begins after its job
/// was cancelled does nothing, and one that is stopped by a cancellation says so with a fault that is not repeated.
/// </summary>
public sealed class JobExecutionMiddleware(IJobStore jobs, JobExecutionMonitor monitor) : IFunctionsWorkerMiddleware
{
    private const string ActivityTrigger = "activityTrigger";
    private const string JobTypes = "FunctionsJobs.Jobs.";

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!context.FunctionDefinition.EntryPoint.StartsWith(JobTypes, StringComparison.Ordinal)
            || !context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type == ActivityTrigger))
        {
            await next(context);
            return;
        }

        var jobId = context.BindingContext.BindingData.TryGetValue("instanceId", out var value) ? value?.ToString() : null;
        var execution = context.InstanceServices.GetRequiredService<JobExecution>();
        await execution.BeginAsync(jobId ?? "", jobs, monitor, context.CancellationToken);
        try
        {
            await next(context);
        }
        catch (Exception) when (execution.StopReason is { } reason)
        {
            // Whatever it threw on its way out: it was told to stop.
            throw new JobFaultException(reason);
        }
        finally
        {
            await execution.EndAsync();
        }
    }
}
