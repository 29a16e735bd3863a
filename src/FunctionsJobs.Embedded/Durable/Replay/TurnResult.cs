using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Telemetry;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>What a turn of an orchestrator came to.</summary>
internal sealed class TurnResult
{
    /// <summary>The instance's status after the turn; Completed with <see cref="Next"/> set means ContinueAsNew.</summary>
    public required string Status { get; init; }

    /// <summary>Serialized output, when completed.</summary>
    public string? Output { get; init; }

    /// <summary>Why it failed, when it did.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The execution to begin; <see langword="null"/> unless the orchestrator continues as new.</summary>
    public ContinuedExecution? Next { get; init; }

    /// <summary>History to append.</summary>
    public required List<HistoryRecord> Records { get; init; }

    /// <summary>What the code did and is recorded with this turn.</summary>
    public required List<OrchestratorAction> Actions { get; init; }

    /// <summary>Timers of earlier turns that the code cancelled; <see langword="null"/> for none.</summary>
    public IReadOnlyList<int>? CancelledTimers { get; init; }

    /// <summary>Timers among <see cref="Actions"/> that are cancelled already and need no message; <see langword="null"/> for none.</summary>
    public IReadOnlySet<int>? StillbornTimers { get; init; }

    /// <summary>The new custom status; <see langword="null"/> when it did not change.</summary>
    public CustomStatus? CustomStatus { get; init; }

    /// <summary>Activities that were scheduled and have no recorded result.</summary>
    public int OpenActivities { get; init; }

    /// <summary>The time of the execution's first turn, UTC.</summary>
    public DateTime BeganAt { get; init; }

    /// <summary>Tasks that this turn saw end; <see langword="null"/> for none, or when nobody listens to spans.</summary>
    public IReadOnlyList<EndedTask>? Ended { get; init; }
}

/// <summary>A custom status that was set.</summary>
/// <param name="Serialized">The status, serialized; <see langword="null"/> for none.</param>
internal sealed record CustomStatus(string? Serialized);
