using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>Makes sure that somebody looks at a queue when time makes room in it.</summary>
public sealed class QueuePump(IQueueStore queues, JobTeller teller, TimeProvider time, ILogger<QueuePump> logger)
{
    /// <summary>A pump that was seen to be there is not asked for again for this long.</summary>
    private static readonly TimeSpan _trust = TimeSpan.FromMilliseconds(200);

    private static readonly OrchestrationRuntimeStatus[] _underWay =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    /// <summary>Starts the queue's pump unless it is there. A fault is logged and left to the reconciler.</summary>
    public async Task EnsureAsync(DurableTaskClient client, string queue)
    {
        var now = time.GetUtcNow();
        if (_seen.TryGetValue(queue, out var seen) && now - seen < _trust && now >= seen)
        {
            return;
        }

        try
        {
            var options = new StartOrchestrationOptions(QueuePumpOrchestrator.InstanceId(queue)).WithDedupeStatuses(_underWay);
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(QueuePumpOrchestrator), new QueuePumpRequest { Queue = queue }, options, CancellationToken.None);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is there.
        }
        catch (Exception e)
        {
            LifecycleLog.PumpNotStarted(logger, e, queue);
            return;
        }

        _seen[queue] = now;
    }

    /// <summary>Admits what there is room for now, tells those who were admitted, and leaves the rest to the pump.</summary>
    /// <returns>How many signals were told.</returns>
    public async Task<int> AdmitAsync(DurableTaskClient client, string queue, CancellationToken cancellation) =>
        await FollowAsync(client, queue, await queues.AdmitAsync(queue, cancellation), cancellation);

    /// <summary>Does what follows from a change of a job: tells whom it concerns, and sees to it that time is watched where it alone makes room.</summary>
    public async Task FollowAsync(DurableTaskClient client, JobTransition transition, CancellationToken cancellation)
    {
        await teller.TellAsync(client, transition.Signals, cancellation);
        foreach (var queue in transition.QueuesWaitingForTime)
        {
            await EnsureAsync(client, queue);
        }
    }

    /// <summary>Does what follows from a look at a queue.</summary>
    /// <returns>How many signals were told.</returns>
    public async Task<int> FollowAsync(DurableTaskClient client, string queue, QueueAdmission admission, CancellationToken cancellation)
    {
        var told = await teller.TellAsync(client, admission.Signals, cancellation);
        if (admission.NextAt is not null)
        {
            await EnsureAsync(client, queue);
        }

        return told;
    }
}
