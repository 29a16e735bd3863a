using System.Text.Json;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <content>The commit of a turn, and what follows from it.</content>
internal sealed partial class EntityActor
{
    private async Task CommitAsync(EntityTurn turn)
    {
        if (turn.Operations.Count == 0 && turn.Lock is null && _consumed.Count == 0 && !_lockChanged)
        {
            return;
        }

        var step = StepOf(turn);
        StepResult committed;
        try
        {
            committed = await hub.CommitAsync(step);
        }
        catch (PayloadTooLargeException e) when (turn.Operations.Count > 0)
        {
            if (turn.Operations.Count > 1)
            {
                EntityLog.BatchTooLarge(hub.Logger, e, EntityId, turn.Operations.Count);
                PutBack(turn);
                return;
            }

            EntityLog.PayloadTooLarge(hub.Logger, e, EntityId, turn.Operations[0].Name);
            var failed = new EntityBatchResult(_record?.State);
            failed.Fail(Failure.From(e));
            turn = turn with { Result = failed };
            step = StepOf(turn);
            committed = await hub.CommitAsync(step);
        }

        Apply(turn, step);
        Follow(step, committed);
    }

    // Which of the operations it was does not show, and the others must not fail with it.
    private void PutBack(EntityTurn turn)
    {
        _queue.PutBack([.. turn.Operations, .. turn.Lock is null ? Array.Empty<EntityRequest>() : [turn.Lock]]);
        _queued = _queue.Count;
        _oneByOne = turn.Operations.Count;
    }

    private TaskHubStep StepOf(EntityTurn turn)
    {
        var dequeue = new List<long>(_consumed);
        var enqueue = new List<MessageRecord>();
        for (var i = 0; i < turn.Operations.Count; i++)
        {
            var operation = turn.Operations[i];
            dequeue.Add(operation.Id);
            if (operation.Caller is { } caller)
            {
                var end = turn.Result!.Ends[i];
                enqueue.Add(EntityMessages.Answer(caller, end.Output, end.Failure));
            }
        }

        enqueue.AddRange(turn.Result?.Signals ?? []);
        if (turn.Lock is { } granted)
        {
            dequeue.Add(granted.Id);
            enqueue.Add(granted.Next());
        }

        return new TaskHubStep { Create = turn.Result?.Starts ?? [], Enqueue = enqueue, Dequeue = dequeue, Entities = RecordOf(turn) is { } record ? [record] : [] };
    }

    // An entity without state and lock leaves nothing behind.
    private EntityRecord? RecordOf(EntityTurn turn)
    {
        if (turn.Operations.Count == 0 && turn.Lock is null && !_lockChanged)
        {
            return null;
        }

        var state = turn.Result is { } result ? result.State : _record?.State;
        var holder = turn.Lock?.Requester ?? _queue.LockedBy;
        var isEmpty = state is null && holder is null;
        return isEmpty && _record is null ? null : new EntityRecord
        {
            EntityId = EntityId,
            State = state,
            LastModifiedAt = hub.Now,
            LockedBy = holder?.InstanceId,
            Detail = holder is null ? null : JsonSerializer.Serialize(new EntityDetail { LockedBy = holder }, EntityJson.Default.EntityDetail),
            Delete = isEmpty,
        };
    }

    private void Apply(EntityTurn turn, TaskHubStep step)
    {
        _consumed.Clear();
        _lockChanged = false;
        _oneByOne -= Math.Min(_oneByOne, turn.Operations.Count);
        if (turn.Lock is { } granted)
        {
            _queue.LockedBy = granted.Requester;
        }

        if (step.Entities is [var record])
        {
            _record = record.Delete ? null : record;
        }
    }

    private void Follow(TaskHubStep step, StepResult committed)
    {
        foreach (var message in step.Enqueue)
        {
            hub.Deliver(message);
        }

        for (var i = 0; i < step.Create.Count; i++)
        {
            var instance = step.Create[i].Instance;
            if (committed.Created[i] is { } status)
            {
                EntityLog.StartRefused(hub.Logger, EntityId, instance.InstanceId, status);
            }
            else
            {
                hub.Start(instance);
            }
        }
    }
}
