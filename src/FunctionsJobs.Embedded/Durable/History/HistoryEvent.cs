using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>
/// One event of an execution. An event either came to the orchestrator or was caused by its code; the latter are
/// <see cref="OrchestratorAction"/>s, and a replay has to cause the same ones again.
/// </summary>
internal abstract record HistoryEvent
{
    /// <summary>One of <see cref="HistoryEventType"/>.</summary>
    public abstract string Type { get; }

    /// <summary>The task that the event schedules or completes; -1 when it concerns none.</summary>
    public int TaskId { get; init; } = -1;

    /// <summary>The event as it is stored.</summary>
    /// <param name="sequence">Position in the history, from 1.</param>
    /// <param name="turn">The turn that records it.</param>
    /// <param name="at">The turn's time, UTC.</param>
    public HistoryRecord ToRecord(int sequence, int turn, DateTime at) => new()
    {
        Sequence = sequence,
        Turn = turn,
        At = at,
        Type = Type,
        TaskId = TaskId,
        Name = StoredName,
        Payload = StoredPayload,
        Detail = StoredDetail(),
    };

    protected virtual string? StoredName => null;

    protected virtual string? StoredPayload => null;

    protected virtual string? StoredDetail() => null;
}
