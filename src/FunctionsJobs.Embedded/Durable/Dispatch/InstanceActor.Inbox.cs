using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Durable.History;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <content>What a turn takes from the inbox, and what of it is for this run.</content>
internal sealed partial class InstanceActor
{
    // What comes after the end is for nobody, or for a new run under the same id.
    private void ForgetFormerRun()
    {
        if (HasEnded)
        {
            Unload();
            _mayStart = false;
            _openActivitiesRun = false;
        }
    }

    // While no run is known, a message may be for a former one that has ended, even when another one has begun before this turn reads it.
    // The rows tell, when they are read after the instance: those of a former run went with it.
    private void DoubtMessages()
    {
        if (_instance is not null)
        {
            return;
        }

        for (var i = 0; i < _batch.Count; i++)
        {
            if (_batch[i] is MessageItem { Message: var message } && !NamesExecution(message.Kind))
            {
                _batch[i] = new StoredMessageItem(message.Id);
            }
        }
    }

    // These say which execution they are for.
    private static bool NamesExecution(string kind) => kind is MessageKind.SubOrchestrationCompleted or MessageKind.SubOrchestrationFailed
        or MessageKind.EntityOperationCompleted or MessageKind.EntityOperationFailed or MessageKind.EntityLockGranted;

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
            MessageKind.ExecutionRewound => null,
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
}
