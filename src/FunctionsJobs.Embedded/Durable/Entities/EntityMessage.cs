using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>A committed message that an entity received.</summary>
internal abstract record EntityMessage(long Id)
{
    /// <exception cref="InvalidHistoryException">It cannot be understood: it is damaged, or another version of the host wrote it.</exception>
    public static EntityMessage Read(MessageRecord message)
    {
        switch (message.Kind)
        {
            case MessageKind.EntityOperation:
                var detail = message.Detail is null ? null : EntityJson.Require(message, EntityJson.Default.EntityOperationDetail);
                return new EntityOperation(message.Id, message.Name ?? "", message.Payload, detail?.Caller, detail?.TraceParent);
            case MessageKind.EntityLock:
                var request = EntityJson.Require(message, EntityJson.Default.EntityLockDetail);
                return new EntityLock(message.Id, request.Caller, request.EntityIds, request.Position);
            case MessageKind.EntityUnlock:
                return new EntityUnlock(message.Id, EntityJson.Require(message, EntityJson.Default.EntityUnlockDetail).Caller);
            default:
                throw new InvalidHistoryException($"Message {message.Id} has the unknown kind '{message.Kind}'.");
        }
    }
}

/// <summary>A message that waits for its turn.</summary>
/// <param name="Id">The message.</param>
/// <param name="Caller">Who waits for the answer; <see langword="null"/> for a signal.</param>
internal abstract record EntityRequest(long Id, EntityCaller? Caller) : EntityMessage(Id);

/// <summary>An operation to run.</summary>
internal sealed record EntityOperation(long Id, string Name, string? Input, EntityCaller? Caller, string? TraceParent) : EntityRequest(Id, Caller);

/// <summary>A lock to give, and then to be asked for at the next entity.</summary>
internal sealed record EntityLock(long Id, EntityCaller Requester, IReadOnlyList<string> EntityIds, int Position) : EntityRequest(Id, Requester)
{
    /// <summary>What follows when the lock is given: the request to the next entity, or the answer.</summary>
    public MessageRecord Next() =>
        Position + 1 < EntityIds.Count ? EntityMessages.Lock(Requester, EntityIds, Position + 1) : EntityMessages.LockGranted(Requester);
}

/// <summary>A lock to release. It does not wait.</summary>
internal sealed record EntityUnlock(long Id, EntityCaller Holder) : EntityMessage(Id);
