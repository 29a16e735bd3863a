namespace FunctionsJobs.Embedded.Storage;

/// <summary>What was under way when the last owner of the hub stopped. Small rows only: no payloads, no histories.</summary>
/// <param name="Runnable">Keys of instances that are Pending, or have open activities, oldest first.</param>
/// <param name="Messages">Undelivered messages and timers (id, target, due, task id), oldest first.</param>
internal sealed record TaskHubRecovery(IReadOnlyList<RunnableInstance> Runnable, IReadOnlyList<PendingMessage> Messages);

/// <summary>An instance to load and run.</summary>
internal readonly record struct RunnableInstance(long Key, string InstanceId, DateTime? StartAt);

/// <summary>
/// A message to deliver; its body is read when its time has come. The task id of a timer lets the engine find the message again when
/// the orchestration cancels that timer.
/// </summary>
internal readonly record struct PendingMessage(long Id, string Target, DateTime? DueAt, int TaskId);
