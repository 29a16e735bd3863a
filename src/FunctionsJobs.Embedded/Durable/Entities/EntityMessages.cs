using System.Text.Json;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>Makes the messages between orchestrations, clients and entities.</summary>
internal static class EntityMessages
{
    /// <summary>An operation for an entity.</summary>
    /// <param name="entityId">The receiver.</param>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="input">Serialized input, or <see langword="null"/>.</param>
    /// <param name="caller">Who waits for the result; <see langword="null"/> for a signal.</param>
    /// <param name="traceParent">W3C trace context of the sender.</param>
    /// <param name="dueAt">UTC; not delivered before. <see langword="null"/> for at once, in the order of the sender's messages.</param>
    public static MessageRecord Operation(string entityId, string operation, string? input, EntityCaller? caller, string? traceParent, DateTime? dueAt) => new()
    {
        Target = entityId,
        Kind = MessageKind.EntityOperation,
        DueAt = dueAt,
        Name = operation,
        Payload = input,
        Detail = caller is null && traceParent is null
            ? null
            : JsonSerializer.Serialize(new EntityOperationDetail { Caller = caller, TraceParent = traceParent }, EntityJson.Default.EntityOperationDetail),
    };

    /// <summary>A lock request for the entity at <paramref name="position"/>.</summary>
    public static MessageRecord Lock(EntityCaller caller, IReadOnlyList<string> entityIds, int position) => new()
    {
        Target = entityIds[position],
        Kind = MessageKind.EntityLock,
        Detail = JsonSerializer.Serialize(
            new EntityLockDetail { Caller = caller, EntityIds = entityIds, Position = position }, EntityJson.Default.EntityLockDetail),
    };

    /// <summary>The release of the lock that was given for a request.</summary>
    public static MessageRecord Unlock(string entityId, EntityCaller caller) => new()
    {
        Target = entityId,
        Kind = MessageKind.EntityUnlock,
        Detail = JsonSerializer.Serialize(new EntityUnlockDetail { Caller = caller }, EntityJson.Default.EntityUnlockDetail),
    };

    /// <summary>The end of an operation, for its caller.</summary>
    public static MessageRecord Answer(EntityCaller caller, string? result, Failure? failure) => new()
    {
        Target = caller.InstanceId,
        Kind = failure is null ? MessageKind.EntityOperationCompleted : MessageKind.EntityOperationFailed,
        TaskId = caller.TaskId,
        Payload = result,
        Detail = AnswerDetail(caller, failure),
    };

    /// <summary>The last of the requested locks is given.</summary>
    public static MessageRecord LockGranted(EntityCaller caller) => new()
    {
        Target = caller.InstanceId,
        Kind = MessageKind.EntityLockGranted,
        TaskId = caller.TaskId,
        Detail = AnswerDetail(caller, null),
    };

    /// <summary>An answer as an event for the orchestration's history; <see langword="null"/> when it is for another execution.</summary>
    /// <exception cref="InvalidHistoryException">The detail cannot be read.</exception>
    public static HistoryEvent? ReadAnswer(MessageRecord message, string executionId)
    {
        var detail = EntityJson.Require(message, EntityJson.Default.EntityAnswerDetail);
        if (detail.ExecutionId != executionId)
        {
            return null;
        }

        return message.Kind switch
        {
            MessageKind.EntityLockGranted => new EntityLockGranted { TaskId = message.TaskId },
            MessageKind.EntityOperationFailed => new EntityOperationFailed
            {
                TaskId = message.TaskId,
                Failure = detail.Failure ?? throw new InvalidHistoryException($"Message {message.Id} ({message.Kind}) has no failure."),
            },
            _ => new EntityOperationCompleted { TaskId = message.TaskId, Result = message.Payload },
        };
    }

    private static string AnswerDetail(EntityCaller caller, Failure? failure) =>
        JsonSerializer.Serialize(new EntityAnswerDetail { ExecutionId = caller.ExecutionId, Failure = failure }, EntityJson.Default.EntityAnswerDetail);
}
