using System.Text.Json;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <content>One turn: what is received, what of it is served, and what follows from the commit.</content>
internal sealed partial class EntityActor
{
    private async ValueTask<EntityTurn> TakeTurnAsync()
    {
        await LoadAsync();
        do
        {
            await ReceiveAsync();
        }
        while (_queue.Next is null && HasMail());

        await ReviewLockAsync();
        var operations = new List<EntityOperation>();
        var request = await SelectAsync(operations);
        var result = operations.Count == 0 ? null : await RunCodeAsync(operations);
        if (result is not null && result.Ends.Count < operations.Count)
        {
            // The host stops; what was not run stays in the store.
            _queue.PutBack([.. operations[result.Ends.Count..], .. request is null ? Array.Empty<EntityRequest>() : [request]]);
            operations.RemoveRange(result.Ends.Count, operations.Count - result.Ends.Count);
            request = null;
        }

        _queued = _queue.Count;
        return new EntityTurn(operations, result, request);
    }

    private async ValueTask LoadAsync()
    {
        if (_isLoaded)
        {
            return;
        }

        _record = await hub.Store.GetEntityAsync(EntityId, CancellationToken.None);
        _queue.LockedBy = _record?.Detail is { } detail ? JsonSerializer.Deserialize(detail, EntityJson.Default.EntityDetail)!.LockedBy : null;
        _isLoaded = true;
    }

    private bool HasMail()
    {
        lock (_lock)
        {
            return _inbox.Count > 0;
        }
    }

    // Takes a part of the inbox only: after a start it may hold the ids of more messages than should be in memory.
    private async ValueTask ReceiveAsync()
    {
        var items = new List<InboxItem>();
        lock (_lock)
        {
            while (items.Count < hub.Options.MaxEntityBatchSize && _inbox.TryDequeue(out var item))
            {
                items.Add(item);
            }
        }

        var stored = items.Select(StoredIdOf).OfType<long>().ToList();
        var read = stored.Count == 0
            ? null
            : (await hub.Store.ReadMessagesAsync(stored, CancellationToken.None)).ToDictionary(message => message.Id);
        foreach (var item in items)
        {
            var message = item is MessageItem { Message: var body } ? body : StoredIdOf(item) is { } id ? read!.GetValueOrDefault(id) : null;
            if (message is not null)
            {
                Receive(message);
            }
            else if (item is LockReviewItem)
            {
                StopWatching();
            }
        }
    }

    private static long? StoredIdOf(InboxItem item) => item switch
    {
        StoredMessageItem stored => stored.MessageId,
        TimerItem timer => timer.Timer.MessageId,
        _ => null,
    };

    private void Receive(MessageRecord message)
    {
        try
        {
            switch (EntityMessage.Read(message))
            {
                case EntityRequest request:
                    _queue.Add(request);
                    break;
                case EntityUnlock unlock:
                    _consumed.Add(unlock.Id);
                    Release(unlock.Holder);
                    break;
            }
        }
        catch (InvalidHistoryException e)
        {
            EntityLog.MessageDropped(hub.Logger, e, EntityId);
            _consumed.Add(message.Id);
        }
    }

    private void Release(EntityCaller holder)
    {
        _lockChanged |= _queue.LockedBy == holder;
        if (_queue.Release(holder) is { } withdrawn)
        {
            _consumed.Add(withdrawn.Id);
        }
    }

    // A holder that ended without a release (terminated, or failed by the engine) must not block others.
    private async ValueTask ReviewLockAsync()
    {
        while (_queue.IsBlocked)
        {
            var holder = _queue.LockedBy!;
            Watch(holder.InstanceId);
            if (await hub.IsLiveAsync(holder.InstanceId, holder.ExecutionId))
            {
                return;
            }

            EntityLog.OrphanedLockReleased(hub.Logger, EntityId, holder.InstanceId);
            Release(holder);
        }

        StopWatching();
    }

    private void Watch(string holderId)
    {
        if (_holderWatch?.InstanceId != holderId)
        {
            StopWatching();
            _holderWatch = hub.Waiters.Add(holderId, untilEnd: true, () => Post(new LockReviewItem()));
        }
    }

    private void StopWatching()
    {
        _holderWatch?.Dispose();
        _holderWatch = null;
    }

    /// <param name="operations">Receives the operations to run now.</param>
    /// <returns>The lock request to grant after them, if one follows.</returns>
    private async ValueTask<EntityLock?> SelectAsync(List<EntityOperation> operations)
    {
        var limit = _oneByOne > 0 ? 1 : hub.Options.MaxEntityBatchSize;
        while (_queue.Next is { } next)
        {
            switch (next)
            {
                case EntityOperation when operations.Count == limit:
                    return null;
                case EntityOperation operation:
                    operations.Add(operation);
                    _queue.Take();
                    break;
                case EntityLock request:
                    _queue.Take();
                    if (await hub.IsLiveAsync(request.Requester.InstanceId, request.Requester.ExecutionId))
                    {
                        return request;
                    }

                    _consumed.Add(request.Id);
                    break;
            }
        }

        return null;
    }

    private async Task<EntityBatchResult> RunCodeAsync(List<EntityOperation> operations)
    {
        var id = EntityInstanceId.FromString(EntityId);
        var batch = new EntityBatch(id, _record?.State, operations, hub, hub.Entities.HostStopping);
        if (hub.Catalog.FindEntity(id.Name) is not { } code)
        {
            EntityLog.EntityNotFound(hub.Logger, EntityId, id.Name, operations.Count);
            return batch.FailAll(EntityFaults.NotFound(id.Name));
        }

        try
        {
            await code(batch, hub.Entities.HostStopping);
            return batch.Result ?? throw EntityFaults.NotDispatched(id.Name);
        }
        catch (OperationCanceledException) when (hub.Entities.HostStopping.IsCancellationRequested)
        {
            return new EntityBatchResult(_record?.State);
        }
        catch (Exception e)
        {
            EntityLog.FunctionFailed(hub.Logger, e, EntityId, operations.Count);
            return batch.FailAll(EntityFaults.FunctionFailed(id.Name, e));
        }
    }
}
