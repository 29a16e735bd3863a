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
    /// <summary>A pump is asked no more often than this; who comes in between is served by one more question at the end.</summary>
    private static readonly TimeSpan _rest = TimeSpan.FromMilliseconds(200);

    private static readonly OrchestrationRuntimeStatus[] _underWay =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    private readonly ConcurrentDictionary<string, Asking> _asking = new(StringComparer.Ordinal);

    /// <summary>
    /// Has the queue's pump look at the queue after this call, at once or a moment later: starts it, or asks the one that is there. A fault is logged
    /// and left to the reconciler, and so is what a process that dies had still to ask.
    /// </summary>
    public async Task EnsureAsync(DurableTaskClient client, string queue)
    {
        var asking = _asking.GetOrAdd(queue, _ => new Asking());
        lock (asking)
        {
            if (asking.IsResting)
            {
                asking.IsAskedAgain = true;
                return;
            }

            asking.IsResting = true;
        }

        await AskAsync(client, queue);
        _ = RestAsync(client, queue, asking);
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

    /// <summary>Waits for a while, and asks again for those who came meanwhile.</summary>
    private async Task RestAsync(DurableTaskClient client, string queue, Asking asking)
    {
        while (true)
        {
            await Task.Delay(_rest, time);
            lock (asking)
            {
                if (!asking.IsAskedAgain)
                {
                    asking.IsResting = false;
                    return;
                }

                asking.IsAskedAgain = false;
            }

            await AskAsync(client, queue);
        }
    }

    private async Task AskAsync(DurableTaskClient client, string queue)
    {
        var id = QueuePumpOrchestrator.InstanceId(queue);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(QueuePumpOrchestrator),
                new QueuePumpRequest { Queue = queue, Stays = true },
                new StartOrchestrationOptions(id).WithDedupeStatuses(_underWay),
                CancellationToken.None);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await TryTellAsync(client, queue, id);
        }
        catch (Exception e)
        {
            LifecycleLog.PumpNotStarted(logger, e, queue);
        }
    }

    private async Task TryTellAsync(DurableTaskClient client, string queue, string id)
    {
        try
        {
            await client.RaiseEventAsync(id, JobEvents.Look, queue, CancellationToken.None);
        }
        catch (Exception e)
        {
            LifecycleLog.PumpNotStarted(logger, e, queue);
        }
    }

    /// <summary>What this process asks one pump; the lock of itself.</summary>
    private sealed class Asking
    {
        public bool IsResting { get; set; }

        public bool IsAskedAgain { get; set; }
    }
}
