using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Admits a queue's jobs when time makes room: a rate window moves on, or a delayed job becomes due. One per queue at most; ends when only an event can
/// make room.
/// </summary>
public static class QueuePumpOrchestrator
{
    /// <summary>The longest wait between two looks, so that a job which becomes due earlier than the last one known is not late by more.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private const int LooksPerRun = 50;

    /// <summary>The instance id of a queue's pump; no job id starts with an underscore.</summary>
    public static string InstanceId(string queue) => $"_pump:{queue}";

    /// <summary>Looks until nothing waits for time.</summary>
    [Function(nameof(QueuePumpOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, QueuePumpRequest request)
    {
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(
            maxNumberOfAttempts: 10, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));
        for (var look = 0; look < LooksPerRun; look++)
        {
            if (await context.CallActivityAsync<DateTimeOffset?>(nameof(AdmitQueueActivity), request.Queue, retry) is not { } nextAt)
            {
                return;
            }

            var latest = context.CurrentUtcDateTime + LongestWait;
            await context.CreateTimer(nextAt.UtcDateTime < latest ? nextAt.UtcDateTime : latest, CancellationToken.None);
        }

        context.ContinueAsNew(request);
    }
}
