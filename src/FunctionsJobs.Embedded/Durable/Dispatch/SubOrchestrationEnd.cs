using System.Text.Json;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>The stored detail of messages by which a sub-orchestration tells its parent that it ended.</summary>
internal sealed record SubOrchestrationEnd
{
    /// <summary>The parent's execution that made the call; another one drops the message.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Set when it failed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The message to a parent.</summary>
    public static MessageRecord Message(ParentLink parent, string? output, Failure? failure) => new()
    {
        Target = parent.InstanceId,
        Kind = failure is null ? MessageKind.SubOrchestrationCompleted : MessageKind.SubOrchestrationFailed,
        TaskId = parent.TaskId,
        Payload = output,
        Detail = JsonSerializer.Serialize(new SubOrchestrationEnd { ExecutionId = parent.ExecutionId, Failure = failure }, MessageJson.Default.SubOrchestrationEnd),
    };

    /// <summary>The event for the parent's history; <see langword="null"/> when the message is for another execution.</summary>
    /// <exception cref="InvalidHistoryException">The detail cannot be read.</exception>
    public static HistoryEvent? Read(MessageRecord message, string executionId)
    {
        SubOrchestrationEnd? end;
        try
        {
            end = message.Detail is null ? null : JsonSerializer.Deserialize(message.Detail, MessageJson.Default.SubOrchestrationEnd);
        }
        catch (JsonException e)
        {
            throw new InvalidHistoryException($"The detail of message {message.Id} ({message.Kind}) cannot be read: {e.Message}", e);
        }

        if (end is null)
        {
            throw new InvalidHistoryException($"Message {message.Id} ({message.Kind}) has no detail.");
        }

        if (end.ExecutionId != executionId)
        {
            return null;
        }

        return end.Failure is { } failure
            ? new SubOrchestrationFailed { TaskId = message.TaskId, Failure = failure }
            : new SubOrchestrationCompleted { TaskId = message.TaskId, Result = message.Payload };
    }
}
