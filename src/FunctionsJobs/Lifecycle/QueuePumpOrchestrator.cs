using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Admits a queue's jobs when time makes room: a rate window moves on, or a delayed job becomes due. One per queue at most; while only an event can
/// make room, it waits to be asked.
/// </summary>
/// <remarks>
/// It never ends. An orchestration that ends loses what it is told in that moment, and nobody would look at a job that began to wait just then.
/// </remarks>
public static class QueuePumpOrchestrator
{
    /// <summary>The longest wait between two looks while jobs wait for time.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private const int LooksPerRun = 50;

    /// <summary>The instance id of a queue's pump; no job id starts with an underscore.</summary>
    public static string InstanceId(string queue) => $"_pump:{queue}";

    /// <summary>Looks at the queue whenever time may have made room in it, or somebody asks.</summary>
    [Function(nameof(QueuePumpOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, QueuePumpRequest request)
    {
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(
            maxNumberOfAttempts: 10, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));
        var asked = WaitToBeAsked(context);
        for (var look = 0; look < LooksPerRun; look++)
        {
            var nextAt = await context.CallActivityAsync<DateTimeOffset?>(nameof(AdmitQueueActivity), request.Queue, retry);
            if (nextAt is null && !request.Stays)
            {
                return;
            }

            using var sooner = new CancellationTokenSource();
            var elapsed = nextAt is { } at ? context.CreateTimer(Earlier(at.UtcDateTime, context.CurrentUtcDateTime + LongestWait), sooner.Token) : null;
            Task[] waits = elapsed is null ? [asked] : [elapsed, asked];
            if (await Task.WhenAny(waits) == asked)
            {
                sooner.Cancel();
                asked = WaitToBeAsked(context);
            }
        }

        // A question that came in the last moment is answered by the look that the next run begins with.
        context.ContinueAsNew(request);
    }

    private static Task<string?> WaitToBeAsked(TaskOrchestrationContext context) => context.WaitForExternalEvent<string?>(JobEvents.Look);

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
