using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Replay;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Telemetry;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>A turn as one transaction, with what is to be done once that is committed.</summary>
internal sealed class TurnStep
{
    private static readonly string[] s_replaceable = [.. InstanceStatus.Terminal];

    private TurnStep(TaskHubStep step, TurnResult? result)
    {
        Step = step;
        Result = result;
    }

    public TaskHubStep Step { get; }

    public InstanceUpdate Update => Step.Update!;

    /// <summary>What the code did; <see langword="null"/> when it did not run.</summary>
    public TurnResult? Result { get; }

    /// <summary>Whether a failed instance goes on.</summary>
    public bool IsRewind { get; private init; }

    /// <summary>The step of a turn in which the code ran.</summary>
    /// <param name="instance">The instance before the turn.</param>
    /// <param name="result">What the turn came to.</param>
    /// <param name="consumed">Messages that the turn took; those of cancelled timers are added.</param>
    /// <param name="hub">Timers, clock and ids.</param>
    /// <returns><see langword="null"/> when there is nothing to write.</returns>
    public static TurnStep? Of(InstanceRecord instance, TurnResult result, List<long> consumed, TaskHubRuntime hub)
    {
        if (result.Records.Count == 0 && result.Status == instance.Status && result.CustomStatus is null && consumed.Count == 0)
        {
            return null;
        }

        foreach (var taskId in result.CancelledTimers ?? [])
        {
            if (hub.Timers.Cancel(instance.InstanceId, taskId) is { } messageId)
            {
                consumed.Add(messageId);
            }
        }

        var now = hub.Now;
        var next = result.Next;
        var ended = InstanceStatus.IsTerminal(result.Status) && next is null;
        if (ended)
        {
            hub.Timers.CancelAll(instance.InstanceId, consumed);
        }

        var update = new InstanceUpdate
        {
            Key = instance.Key,
            Status = next is null ? result.Status : InstanceStatus.Pending,
            LastUpdatedAt = now,
            CompletedAt = ended ? now : null,
            OpenActivities = ended ? 0 : result.OpenActivities,
            CustomStatus = result.CustomStatus?.Serialized,
            CustomStatusChanged = result.CustomStatus is not null,
            Output = next is null ? result.Output ?? result.Failure?.ToString() : null,
            Failure = result.Failure?.ToJson(),
            NewExecution = next is null ? null : new NewExecution(hub.Ids.NewExecution(), next.Input, next.Version ?? instance.Version),
        };
        List<NewInstance>? children = null;
        List<MessageRecord>? messages = null;
        foreach (var action in result.Actions)
        {
            switch (action)
            {
                case SubOrchestrationCreated created:
                    (children ??= []).Add(Child(instance, created, hub));
                    break;
                case EventSent sent:
                    (messages ??= []).Add(new MessageRecord { Target = sent.InstanceId, Kind = MessageKind.EventRaised, Name = sent.Name, Payload = sent.Payload });
                    break;
                case EntityAction entity:
                    (messages ??= []).AddRange(entity.Messages(instance, now));
                    break;
                case TimerCreated timer when result.StillbornTimers?.Contains(timer.TaskId) != true:
                    (messages ??= []).Add(TimerMessage(instance, timer));
                    break;
            }
        }

        if (ended && instance.Parent is { } parent)
        {
            (messages ??= []).Add(SubOrchestrationEnd.Message(parent, result.Output, result.Failure));
        }

        var step = new TaskHubStep
        {
            Create = (IReadOnlyList<NewInstance>?)children ?? [],
            Update = update,
            Append = next is null ? result.Records : Carried(next, now),
            Enqueue = (IReadOnlyList<MessageRecord>?)messages ?? [],
            Dequeue = consumed,
        };
        return new TurnStep(step, result);
    }

    /// <summary>The step that fails an instance without running its code.</summary>
    public static TurnStep Fail(InstanceRecord instance, Failure failure, List<long> consumed, TaskHubRuntime hub) =>
        End(instance, InstanceStatus.Failed, failure.ToString(), failure, [], consumed, hub);

    /// <summary>The step that terminates an instance.</summary>
    /// <param name="instance">The instance before.</param>
    /// <param name="output">Serialized; becomes its output.</param>
    /// <param name="children">Sub-orchestrations to terminate as well.</param>
    /// <param name="consumed">Messages that the turn took; those of timers are added.</param>
    /// <param name="hub">Timers and clock.</param>
    public static TurnStep Terminate(InstanceRecord instance, string? output, IReadOnlyList<string> children, List<long> consumed, TaskHubRuntime hub)
    {
        var messages = children.Select(child => Termination.Message(child, output, recursive: true)).ToList();
        return End(instance, InstanceStatus.Terminated, output, Termination.Failure, messages, consumed, hub);
    }

    /// <summary>
    /// The step that lets a failed instance go on. What it had begun and what has no end is begun again: timers, entity operations,
    /// sub-orchestrations. Activities run when the instance is loaded.
    /// </summary>
    /// <param name="instance">The instance before.</param>
    /// <param name="rewound">Its history from now on.</param>
    /// <param name="answers">Messages to send besides.</param>
    /// <param name="consumed">Messages that the turn took.</param>
    /// <param name="hub">Clock and ids.</param>
    public static TurnStep Rewind(InstanceRecord instance, RewoundHistory rewound, List<MessageRecord> answers, List<long> consumed, TaskHubRuntime hub)
    {
        var now = hub.Now;
        List<NewInstance> children = [];
        var messages = answers;
        foreach (var request in rewound.LostLocks)
        {
            var holder = new EntityCaller(instance.InstanceId, instance.ExecutionId, request.TaskId);
            messages.AddRange(request.EntityIds.Select(entityId => EntityMessages.Unlock(entityId, holder)));
        }

        foreach (var action in rewound.OpenActions())
        {
            switch (action)
            {
                case SubOrchestrationCreated created:
                    var child = Child(instance, created, hub);
                    children.Add(new NewInstance(child.Instance, [], Rewinding.Message(created.InstanceId, child.Instance.Parent!, rewound.Reason)));
                    break;
                case EntityAction entity:
                    messages.AddRange(entity.Messages(instance, now));
                    break;
                case TimerCreated timer:
                    messages.Add(TimerMessage(instance, timer));
                    break;
            }
        }

        var step = new TaskHubStep
        {
            Create = children,
            Update = new InstanceUpdate
            {
                Key = instance.Key,
                Status = InstanceStatus.Pending,
                LastUpdatedAt = now,
                OpenActivities = rewound.Executor.OpenActivities.Count(),
                NewExecution = new NewExecution(instance.ExecutionId, instance.Input, instance.Version),
            },
            Append = rewound.Records,
            Enqueue = messages,
            Dequeue = consumed,
        };
        return new TurnStep(step, null) { IsRewind = true };
    }

    private static MessageRecord TimerMessage(InstanceRecord instance, TimerCreated timer) => new()
    {
        Target = instance.InstanceId,
        Kind = MessageKind.TimerFired,
        TaskId = timer.TaskId,
        DueAt = timer.FireAt,
    };

    private static TurnStep End(
        InstanceRecord instance, string status, string? output, Failure failure, List<MessageRecord> messages, List<long> consumed, TaskHubRuntime hub)
    {
        hub.Timers.CancelAll(instance.InstanceId, consumed);
        if (instance.Parent is { } parent)
        {
            messages.Add(SubOrchestrationEnd.Message(parent, null, failure));
        }

        var now = hub.Now;
        var update = new InstanceUpdate
        {
            Key = instance.Key,
            Status = status,
            LastUpdatedAt = now,
            CompletedAt = now,
            OpenActivities = 0,
            Output = output,
            Failure = status == InstanceStatus.Failed ? failure.ToJson() : null,
        };
        return new TurnStep(new TaskHubStep { Update = update, Enqueue = messages, Dequeue = consumed }, null);
    }

    // Turn 0 of the new execution: events that are there before its code starts.
    private static List<HistoryRecord> Carried(ContinuedExecution next, DateTime now)
    {
        var records = new List<HistoryRecord>(next.CarriedEvents.Count);
        foreach (var carried in next.CarriedEvents)
        {
            records.Add(carried.ToRecord(records.Count + 1, 0, now));
        }

        return records;
    }

    // A sub-orchestration carries the tags of its parent; its own win.
    private static Dictionary<string, string>? Merge(IDictionary<string, string>? own, IReadOnlyDictionary<string, string>? inherited)
    {
        if (inherited is null)
        {
            return own?.ToDictionary();
        }

        var tags = inherited.ToDictionary();
        foreach (var (name, value) in own ?? new Dictionary<string, string>())
        {
            tags[name] = value;
        }

        return tags;
    }

    private static NewInstance Child(InstanceRecord parent, SubOrchestrationCreated created, TaskHubRuntime hub)
    {
        var link = new ParentLink(parent.InstanceId, parent.ExecutionId, parent.Name, created.TaskId);
        var now = hub.Now;
        var child = new InstanceRecord
        {
            InstanceId = created.InstanceId,
            ExecutionId = hub.Ids.NewExecution(),
            Name = created.Name,
            Version = created.Version,
            Status = InstanceStatus.Pending,
            CreatedAt = now,
            LastUpdatedAt = now,
            Input = created.Input,
            Parent = link,
            Tags = Merge(created.Tags, parent.Tags),
            TraceParent = SpanIds.TraceParent(parent, created.TaskId),
        };
        var refused = new Failure
        {
            ErrorType = typeof(global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException).FullName!,
            ErrorMessage = $"The sub-orchestration was not started: an instance with the id '{created.InstanceId}' exists and has not ended.",
        };
        return new NewInstance(child, s_replaceable, SubOrchestrationEnd.Message(link, null, refused));
    }
}
