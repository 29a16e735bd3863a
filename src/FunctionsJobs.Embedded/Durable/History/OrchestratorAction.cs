namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>An event that the orchestrator's code caused. A replay has to cause it again, in the same order.</summary>
internal abstract record OrchestratorAction : HistoryEvent
{
    /// <summary>The name that a replay has to repeat, without regard to case; <see langword="null"/> when there is none.</summary>
    public virtual string? ReplayName => StoredName;

    /// <summary>What the code did, for people: a verb and an object.</summary>
    public abstract string Description { get; }

    /// <summary>Whether a replay that caused <paramref name="other"/> repeats this action.</summary>
    public bool IsRepeatedBy(OrchestratorAction other) =>
        Type == other.Type && TaskId == other.TaskId && string.Equals(ReplayName, other.ReplayName, StringComparison.OrdinalIgnoreCase);
}
