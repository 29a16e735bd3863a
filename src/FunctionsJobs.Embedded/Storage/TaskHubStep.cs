namespace FunctionsJobs.Embedded.Storage;

/// <summary>
/// One transaction of the task hub. Parts are applied in the order of the properties below. When <see cref="Update"/> names an
/// instance that is no longer there, nothing of the step is applied: see <see cref="StepResult.Applied"/>.
/// </summary>
internal sealed class TaskHubStep
{
    /// <summary>
    /// Instances to create. Each has a condition of its own (see <see cref="NewInstance"/>); one that is refused leaves the rest of
    /// the step in force and is reported in <see cref="StepResult.Created"/> at the same index.
    /// </summary>
    public IReadOnlyList<NewInstance> Create { get; init; } = [];

    /// <summary>The instance that took a turn, as it is after the turn; <see langword="null"/> when no instance did.</summary>
    public InstanceUpdate? Update { get; init; }

    /// <summary>Events to append to the history of <see cref="Update"/>'s instance, with consecutive sequences. Needs <see cref="Update"/>.</summary>
    public IReadOnlyList<HistoryRecord> Append { get; init; } = [];

    /// <summary>
    /// Messages to enqueue, each with an <see cref="MessageRecord.Id"/> of 0: the store assigns ids, ascending and never reused,
    /// before the commit completes.
    /// </summary>
    public IReadOnlyList<MessageRecord> Enqueue { get; init; } = [];

    /// <summary>Ids of messages that this step consumed (or timers it cancelled). Unknown ids are ignored.</summary>
    public IReadOnlyList<long> Dequeue { get; init; } = [];

    /// <summary>Entity states to write or delete.</summary>
    public IReadOnlyList<EntityRecord> Entities { get; init; } = [];
}

/// <summary>An instance to create, and what may be in its place.</summary>
/// <param name="Instance">The row; the store assigns <see cref="InstanceRecord.Key"/> before the commit completes.</param>
/// <param name="ReplaceStatuses">
/// Statuses in which an existing instance of the same id is replaced, with its history and undelivered messages.
/// In any other status the creation is refused.
/// </param>
/// <param name="IfRefused">
/// Enqueued in the same transaction when the creation is refused, and not otherwise: how a parent learns that its call failed, even when
/// the process ends right after the commit. <see langword="null"/> for nothing.
/// </param>
internal sealed record NewInstance(InstanceRecord Instance, IReadOnlyCollection<string> ReplaceStatuses, MessageRecord? IfRefused);

/// <summary>The outcome of a step's conditional parts.</summary>
/// <param name="Created">Per <see cref="TaskHubStep.Create"/> entry: <see langword="null"/> when created, otherwise the status that stood in the way.</param>
internal sealed record StepResult(IReadOnlyList<string?> Created)
{
    /// <summary>
    /// <see langword="false"/> when the instance of <see cref="TaskHubStep.Update"/> was purged or replaced in the meantime: nothing of
    /// the step was applied.
    /// </summary>
    public bool Applied { get; init; } = true;

    /// <summary>The result of a step without conditional parts.</summary>
    public static StepResult Empty { get; } = new([]);
}
