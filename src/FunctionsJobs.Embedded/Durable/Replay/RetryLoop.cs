using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>Repeats a call of an orchestrator as its retry options say. Runs as orchestrator code: it waits on durable timers.</summary>
internal static class RetryLoop
{
    /// <summary>
    /// Attempts by policy. The delay before attempt n+1 is first·coefficient^(n-1), capped; retrying ends at the attempt limit, when the time
    /// since the first attempt reaches the timeout, when the filter refuses a failure, or when a failure is not retriable.
    /// </summary>
    public static async Task<T> RunAsync<T>(EngineOrchestrationContext context, RetryPolicy policy, string taskName, ILogger logger, Func<Task<T>> attempt)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception failure) when (failure is not TaskFailedException { IsNonRetriable: true }
                && number < policy.MaxNumberOfAttempts)
            {
                TimeSpan? delay;
                try
                {
                    delay = Delay(policy, number, context.CurrentUtcDateTime - firstAttempt, failure);
                }
                catch (Exception filterFault)
                {
                    // A filter that throws must not hide the failure it was asked about.
                    ReplayLog.RetryFilterThrew(logger, filterFault, context.InstanceId, taskName);
                    delay = null;
                }

                if (delay is null)
                {
                    throw;
                }

                await context.CreateRetryTimer(delay.Value);
            }
        }
    }

    /// <summary>Attempts as long as the handler says so; delays are the handler's own.</summary>
    public static async Task<T> RunAsync<T>(EngineOrchestrationContext context, AsyncRetryHandler handler, string taskName, ILogger logger, Func<Task<T>> attempt)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure) when (!failure.IsNonRetriable && failures < int.MaxValue)
            {
                ReplayLog.RetryingTask(logger, context.InstanceId, taskName, failures);
                var retry = new RetryContext(context, failures, failure.FailureDetails, context.CurrentUtcDateTime - firstAttempt, CancellationToken.None);
                if (!await handler(retry))
                {
                    throw;
                }
            }
        }
    }

    private static TimeSpan? Delay(RetryPolicy policy, int number, TimeSpan elapsed, Exception failure)
    {
        if (!policy.Handle(failure) || (policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout))
        {
            return null;
        }

        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, number - 1);
        var limit = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return milliseconds < limit.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : limit;
    }
}
