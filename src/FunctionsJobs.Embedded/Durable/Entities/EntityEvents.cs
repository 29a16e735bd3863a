using System.Text.Json;
using System.Text.Json.Serialization;
using DurableTask.Core.History;
using FunctionsJobs.Embedded.Durable.History;
using HistoryEvent = FunctionsJobs.Embedded.Durable.History.HistoryEvent;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>
/// What an orchestration did with entities, as public history events: an event sent to the entity for each request, and an event raised for
/// each answer, whose name is the id of the request.
/// </summary>
internal static class EntityEvents
{
    private const string OperationName = "op";
    private const string ReleaseName = "release";

    public static IEnumerable<global::DurableTask.Core.History.HistoryEvent> Show(HistoryEvent stored) => stored switch
    {
        EntityOperationCalled e => [Sent(e.TaskId, e.EntityId, OperationName, new ShownRequest { Op = e.Operation, Input = e.Input, Id = e.TaskId })],
        EntityOperationSignaled e =>
            [Sent(e.TaskId, e.EntityId, OperationName, new ShownRequest { Op = e.Operation, Input = e.Input, Signal = true, Id = e.TaskId, Due = e.SignalTime })],
        EntityLockRequested e => [Sent(e.TaskId, e.EntityIds[0], OperationName, new ShownRequest { Id = e.TaskId, Lockset = e.EntityIds })],
        EntityUnlockSent e => e.EntityIds.Select(entityId => Sent(e.TaskId, entityId, ReleaseName, new ShownRequest { Id = e.LockTaskId })),
        EntityOperationCompleted e => [Raised(e.TaskId, new ShownAnswer { Result = e.Result })],
        EntityOperationFailed e => [Raised(e.TaskId, new ShownAnswer { ErrorType = e.Failure.ErrorType, ErrorMessage = e.Failure.ErrorMessage })],
        EntityLockGranted e => [Raised(e.TaskId, new ShownAnswer())],
        _ => throw new InvalidHistoryException($"Event {stored.Type} has no public form."),
    };

    private static EventSentEvent Sent(int taskId, string entityId, string name, ShownRequest request) =>
        new(taskId) { InstanceId = entityId, Name = name, Input = JsonSerializer.Serialize(request, EntityEventJson.Default.ShownRequest) };

    private static EventRaisedEvent Raised(int taskId, ShownAnswer answer) =>
        new(-1, JsonSerializer.Serialize(answer, EntityEventJson.Default.ShownAnswer)) { Name = taskId.ToString() };
}

/// <summary>A request to an entity.</summary>
internal sealed record ShownRequest
{
    public string? Op { get; init; }

    public bool Signal { get; init; }

    /// <summary>Serialized input.</summary>
    public string? Input { get; init; }

    /// <summary>The task of the request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Id { get; init; }

    public IReadOnlyList<string>? Lockset { get; init; }

    public DateTime? Due { get; init; }
}

/// <summary>An answer of an entity.</summary>
internal sealed record ShownAnswer
{
    /// <summary>Serialized result.</summary>
    public string? Result { get; init; }

    public string? ErrorType { get; init; }

    public string? ErrorMessage { get; init; }
}

/// <summary>Requests and answers of entities as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ShownRequest))]
[JsonSerializable(typeof(ShownAnswer))]
internal sealed partial class EntityEventJson : JsonSerializerContext;
