namespace FunctionsJobs.Embedded.Storage;

/// <summary>
/// One event of an execution's history. ExecutionStarted and ExecutionCompleted are not among them (the instance row holds them);
/// the begin of a turn is the change of <see cref="Turn"/>.
/// </summary>
internal sealed class HistoryRecord
{
    /// <summary>Ascending from 1 within the execution.</summary>
    public required int Sequence { get; init; }

    /// <summary>The turn of the orchestrator that wrote the event, from 1; all its events share <see cref="At"/>.</summary>
    public required int Turn { get; init; }

    /// <summary>UTC; the orchestrator's CurrentUtcDateTime of that turn.</summary>
    public required DateTime At { get; init; }

    /// <summary>A persisted event type string; append-only, see <c>Durable/History</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The task the event schedules or completes; -1 when it concerns none.</summary>
    public int TaskId { get; init; } = -1;

    /// <summary>Name of the activity, orchestrator, event or entity; <see langword="null"/> when it concerns none.</summary>
    public string? Name { get; init; }

    /// <summary>Serialized input, result or event payload.</summary>
    public string? Payload { get; init; }

    /// <summary>What only some events have, as JSON (fire time, failure details, child id, tags).</summary>
    public string? Detail { get; init; }
}
