using FunctionsJobs.Embedded.Durable.History;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>
/// A task that the orchestrator started and that is not done. Its completions run inline, on the orchestrator's thread: each event is
/// worked off to the end before the next one is looked at.
/// </summary>
internal abstract class OpenTask(int taskId)
{
    public int TaskId { get; } = taskId;

    /// <summary>The activity as it is recorded; <see langword="null"/> before that, and when the task is none.</summary>
    public TaskScheduled? Activity { get; set; }

    /// <summary>Whether the end of the activity is recorded; it may wait until a suspended instance is resumed.</summary>
    public bool HasEnded { get; set; }

    /// <summary>What began the task; <see langword="null"/> when nobody listens to spans.</summary>
    public OrchestratorAction? Origin { get; set; }

    /// <summary>The time of the turn that began the task, UTC; set with <see cref="Origin"/>.</summary>
    public DateTime BeganAt { get; set; }

    /// <summary>Completes the task with a serialized result.</summary>
    public abstract void Complete(string? result);

    public abstract void Fail(Failure failure);
}
