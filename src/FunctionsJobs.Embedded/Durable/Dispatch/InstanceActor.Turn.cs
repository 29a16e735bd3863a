using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Replay;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <content>One turn: what is taken from the inbox, what the code makes of it, and what follows from the commit.</content>
internal sealed partial class InstanceActor
{
    /// <param name="consumed">Receives the ids of the messages that the turn takes.</param>
    /// <returns>The step to commit; <see langword="null"/> when the instance does not change.</returns>
    private async ValueTask<TurnStep?> PrepareAsync(List<long> consumed)
    {
        ForgetFormerRun();
        TakeStarts();
        if (_instance is null)
        {
            _instance = await _hub.Store.GetInstanceAsync(InstanceId, withPayloads: true, CancellationToken.None);
            _liveExecution = _instance is null || HasEnded ? null : _instance.ExecutionId;
        }

        if (_instance is null || HasEnded)
        {
            ConsumeAll(consumed);
            return null;
        }

        await ReadStoredMessagesAsync();
        switch (FindEnd())
        {
            case ForeignWorkItem:
                ConsumeAll(consumed);
                return TurnStep.Fail(_instance, Failure.From(OrchestratorFaults.ForeignAwait(_instance.Name)), consumed, _hub);
            case MessageItem { Message: var termination }:
                ConsumeAll(consumed);
                var children = Termination.IsRecursive(termination) ? await Termination.FindChildrenAsync(_hub.Store, InstanceId) : [];
                return TurnStep.Terminate(_instance, termination.Payload, children, consumed, _hub);
        }

        if (_instance.Status == InstanceStatus.Pending && !MayStart())
        {
            foreach (var item in _batch)
            {
                if (item is not StartItem)
                {
                    (_untilStart ??= []).Add(item);
                }
            }

            return null;
        }

        if (_untilStart is not null)
        {
            _batch.InsertRange(0, _untilStart);
            _untilStart = null;
        }

        try
        {
            if (!await LoadAsync())
            {
                ConsumeAll(consumed);
                return TurnStep.Fail(_instance, OrchestratorFaults.OrchestratorNotFound(_instance.Name, _instance.Version), consumed, _hub);
            }

            var result = _executor!.TakeTurn(_hub.Now, TakeEvents(consumed));
            return TurnStep.Of(_instance, result, consumed, _hub);
        }
        catch (InvalidHistoryException e)
        {
            ConsumeAll(consumed);
            return TurnStep.Fail(_instance, Failure.From(e), consumed, _hub);
        }
    }

    // What comes after the end is for nobody, or for a new instance of the same id.
    private void ForgetFormerRun()
    {
        if (!HasEnded)
        {
            return;
        }

        Unload();
        _mayStart = false;
        _openActivitiesRun = false;
        for (var i = 0; i < _batch.Count; i++)
        {
            // The row tells: messages of the former run went with it.
            if (_batch[i] is MessageItem { Message: var message })
            {
                _batch[i] = new StoredMessageItem(message.Id);
            }
        }
    }

    private void TakeStarts()
    {
        foreach (var item in _batch)
        {
            if (item is not StartItem start)
            {
                continue;
            }

            _mayStart = true;
            _hub.Starts.Taken(start);
            if (start.Instance is { } created && _instance is null)
            {
                _instance = created;
                _isNew = true;
                _openActivitiesRun = true;
                _liveExecution = created.ExecutionId;
            }
        }
    }

    private bool MayStart()
    {
        if (_mayStart && _instance!.StartAt is { } startAt && startAt > _hub.Now)
        {
            _mayStart = false;
            _hub.Timers.Add(new TimerEntry { DueAt = startAt, Target = InstanceId, MessageId = 0, TaskId = -1 });
        }

        return _mayStart;
    }

    private async ValueTask ReadStoredMessagesAsync()
    {
        if (!_batch.Exists(static item => item is StoredMessageItem))
        {
            return;
        }

        var ids = _batch.OfType<StoredMessageItem>().Select(item => item.MessageId).ToList();
        var messages = (await _hub.Store.ReadMessagesAsync(ids, CancellationToken.None)).ToDictionary(message => message.Id);
        for (var i = _batch.Count - 1; i >= 0; i--)
        {
            if (_batch[i] is StoredMessageItem stored)
            {
                if (messages.TryGetValue(stored.MessageId, out var message))
                {
                    _batch[i] = new MessageItem(message);
                }
                else
                {
                    _batch.RemoveAt(i);
                }
            }
        }
    }

    // What ends the instance at once, whatever else has come: foreign work of this execution, or a termination.
    private InboxItem? FindEnd()
    {
        foreach (var item in _batch)
        {
            if ((item is ForeignWorkItem foreign && foreign.ExecutionId == _instance!.ExecutionId)
                || item is MessageItem { Message.Kind: MessageKind.ExecutionTerminated })
            {
                return item;
            }
        }

        return null;
    }

    // Returns false when there is no such orchestrator.
    private async ValueTask<bool> LoadAsync()
    {
        if (_executor is not null)
        {
            return true;
        }

        var instance = _instance!;
        var code = _hub.Catalog.FindOrchestrator(instance.Name, instance.Version);
        if (code is null)
        {
            return false;
        }

        var executor = new OrchestrationExecutor(instance, code, _hub.Catalog.DataConverter, _hub.Loggers, _hub.Options, _hub.ReportForeignWork);
        if (!_isNew)
        {
            executor.Replay(await _hub.Store.ReadHistoryAsync(instance.Key, CancellationToken.None));
        }
        else if (_carriedEvents is not null)
        {
            executor.CarryOver(_carriedEvents);
        }

        _isNew = false;
        _carriedEvents = null;
        _executor = executor;
        if (!_openActivitiesRun && !executor.IsFaulted)
        {
            foreach (var scheduled in executor.OpenActivities)
            {
                Run(scheduled);
            }
        }

        _openActivitiesRun = true;
        return true;
    }

    private List<HistoryEvent> TakeEvents(List<long> consumed)
    {
        var events = new List<HistoryEvent>(_batch.Count);
        foreach (var item in _batch)
        {
            if (EventOf(item) is { } arrived)
            {
                events.Add(arrived);
            }

            Consume(item, consumed);
        }

        return events;
    }

    private HistoryEvent? EventOf(InboxItem item) => item switch
    {
        TimerItem { Timer: var timer } => new TimerFired { TaskId = timer.TaskId, FireAt = timer.DueAt },
        ActivityEndItem end => end.ExecutionId == _instance!.ExecutionId ? end.End : null,
        MessageItem { Message: var message } => message.Kind switch
        {
            MessageKind.EventRaised => new EventRaised { Name = message.Name ?? "", Payload = message.Payload },
            MessageKind.TimerFired => new TimerFired { TaskId = message.TaskId, FireAt = message.DueAt },
            MessageKind.SubOrchestrationCompleted or MessageKind.SubOrchestrationFailed => SubOrchestrationEnd.Read(message, _instance!.ExecutionId),
            MessageKind.EntityOperationCompleted or MessageKind.EntityOperationFailed or MessageKind.EntityLockGranted =>
                EntityMessages.ReadAnswer(message, _instance!.ExecutionId),
            MessageKind.ExecutionSuspended => new ExecutionSuspended { Reason = message.Payload },
            MessageKind.ExecutionResumed => new ExecutionResumed { Reason = message.Payload },
            _ => throw new InvalidHistoryException($"Message {message.Id} has the unknown kind '{message.Kind}'. It was written by another version of the host."),
        },
        _ => null,
    };

    private void ConsumeAll(List<long> consumed)
    {
        // Some may be noted already when a turn broke off half-way; the store ignores repetitions.
        _batch.ForEach(item => Consume(item, consumed));
        _untilStart?.ForEach(item => Consume(item, consumed));
        _batch.Clear();
        _untilStart = null;
    }

    private void Consume(InboxItem item, List<long> consumed)
    {
        switch (item)
        {
            case MessageItem message:
                consumed.Add(message.Message.Id);
                break;
            case StoredMessageItem stored:
                consumed.Add(stored.MessageId);
                break;
            case TimerItem timer:
                consumed.Add(timer.Timer.MessageId);
                break;
            case ActivityEndItem:
                _activities--;
                break;
        }
    }

    private TurnStep FailTooLarge(PayloadTooLargeException cause, List<long> consumed)
    {
        DispatchLog.PayloadTooLarge(_hub.Logger, cause, InstanceId, _instance!.Name);
        return TurnStep.Fail(_instance, Failure.From(cause), consumed, _hub);
    }

    // After the commit.
    private void Conclude(TurnStep turn, StepResult result)
    {
        if (result.Applied)
        {
            Apply(turn.Update, turn.Result);
            Follow(turn, result);
        }
        else
        {
            // Purged or replaced in the meantime.
            _liveExecution = null;
            Unload();
        }
    }

    private void Apply(InstanceUpdate update, TurnResult? result)
    {
        var instance = _instance!;
        if (instance.Status == InstanceStatus.Pending)
        {
            _hub.Starts.Forget(InstanceId);
        }

        instance.Status = update.Status;
        instance.LastUpdatedAt = update.LastUpdatedAt;
        instance.CompletedAt = update.CompletedAt;
        instance.OpenActivities = update.OpenActivities;
        instance.Output = update.Output;
        instance.Failure = update.Failure;
        if (update.CustomStatusChanged)
        {
            instance.CustomStatus = update.CustomStatus;
        }

        if (update.NewExecution is { } next)
        {
            instance.ExecutionId = next.ExecutionId;
            instance.Input = next.Input;
            instance.Version = next.Version;
            _liveExecution = next.ExecutionId;
            _executor = null;
            _isNew = true;
            _mayStart = true;
            _carriedEvents = result!.Next!.CarriedEvents;
            _again = true;
        }
        else if (HasEnded)
        {
            _liveExecution = null;
            _executor = null;
        }
    }

    private void Follow(TurnStep turn, StepResult result)
    {
        var step = turn.Step;
        for (var i = 0; i < step.Enqueue.Count; i++)
        {
            _hub.Deliver(step.Enqueue[i]);
        }

        for (var i = 0; i < step.Create.Count; i++)
        {
            var child = step.Create[i];
            if (result.Created[i] is { } status)
            {
                DispatchLog.SubOrchestrationRefused(_hub.Logger, InstanceId, child.Instance.InstanceId, status);
                _hub.Deliver(child.IfRefused!);
            }
            else
            {
                _hub.Start(child.Instance);
            }
        }

        if (turn.Result is { } played)
        {
            foreach (var action in played.Actions)
            {
                if (action is TaskScheduled scheduled)
                {
                    Run(scheduled);
                }
            }
        }

        if (turn.Update.Failure is not null)
        {
            LogFailure(turn.Update.Failure);
        }

        if (_instance!.Status != InstanceStatus.Pending)
        {
            _hub.Waiters.Tell(_instance);
        }
    }

    private void Run(TaskScheduled scheduled)
    {
        _activities++;
        _hub.Activities.Add(new ActivityWork(_hub.Activities, this, _instance!.ExecutionId, _instance.TraceParent, scheduled));
    }

    private void LogFailure(string failure)
    {
        var details = Failure.FromJson(failure);
        DispatchLog.OrchestrationFailed(_hub.Logger, InstanceId, _instance!.Name, details.ErrorType, details.ErrorMessage);
    }
}
