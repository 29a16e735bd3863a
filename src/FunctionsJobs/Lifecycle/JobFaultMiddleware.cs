using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Turns whatever an activity throws into a <see cref="JobFault"/>, where its type is still known. What it was goes to the log; orchestrations,
/// histories and callers see the fault.
/// </summary>
public sealed class JobFaultMiddleware(ILogger<JobFaultMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const string ActivityTrigger = "activityTrigger";

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type == ActivityTrigger))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (JobFaultException)
        {
            throw;
        }
        catch (Exception e)
        {
            var instanceId = context.BindingContext.BindingData.TryGetValue("instanceId", out var value) ? value?.ToString() : null;
            LifecycleLog.ActivityThrew(logger, e, context.FunctionDefinition.Name, instanceId ?? "unknown");

            // Without the exception itself: its message and stack would go into the history, which clients can read.
            throw new JobFaultException(JobFaults.From(e));
        }
    }
}
