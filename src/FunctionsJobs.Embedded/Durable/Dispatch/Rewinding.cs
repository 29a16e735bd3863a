using System.Text.Json;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Messages by which an instance that is rewound asks its open sub-orchestrations to go on, and what they answer.</summary>
internal static class Rewinding
{
    /// <summary>Asks a sub-orchestration to go on if it failed or was terminated, and to tell its end again if it has one.</summary>
    public static MessageRecord Message(string childId, ParentLink parent, string? reason) => new()
    {
        Target = childId,
        Kind = MessageKind.ExecutionRewound,
        Payload = reason,
        Detail = JsonSerializer.Serialize(new RewindDetail { Parent = parent }, MessageJson.Default.RewindDetail),
    };

    /// <exception cref="InvalidHistoryException">The detail cannot be read.</exception>
    public static ParentLink CallerOf(MessageRecord message)
    {
        try
        {
            return (message.Detail is null ? null : JsonSerializer.Deserialize(message.Detail, MessageJson.Default.RewindDetail))?.Parent
                ?? throw new InvalidHistoryException($"Message {message.Id} ({message.Kind}) has no detail.");
        }
        catch (JsonException e)
        {
            throw new InvalidHistoryException($"The detail of message {message.Id} ({message.Kind}) cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What an instance tells a caller that it is not rewound for; <see langword="null"/> when it will tell its end by itself.</summary>
    public static MessageRecord? Answer(string instanceId, InstanceRecord? instance, ParentLink caller) =>
        instance is null || instance.Parent != caller ? SubOrchestrationEnd.Message(caller, null, Gone(instanceId))
        : instance.Status == InstanceStatus.Completed ? SubOrchestrationEnd.Message(caller, instance.Output, null)
        : null;

    private static Failure Gone(string instanceId) => new()
    {
        ErrorType = "SubOrchestrationGone",
        ErrorMessage = $"The sub-orchestration '{instanceId}' was purged or replaced, so that it cannot go on.",
    };
}

/// <summary>The stored detail of <see cref="MessageKind.ExecutionRewound"/>.</summary>
internal sealed record RewindDetail
{
    /// <summary>Who waits for the sub-orchestration.</summary>
    public required ParentLink Parent { get; init; }
}
