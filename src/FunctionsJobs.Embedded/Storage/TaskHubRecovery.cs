namespace FunctionsJobs.Embedded.Storage;

/// <summary>What was under way when the last owner of the hub stopped. Small rows only: no payloads, no histories.</summary>
/// <param name="Runnable">Keys of instances that are Pending, or have open activities, oldest first.</param>
/// <param name="Messages">Undelivered messages and timers (id, target, due), oldest first.</param>
internal sealed record TaskHubRecovery(IReadOnlyList<RunnableInstance> Runnable, IReadOnlyList<PendingMessage> Messages);

/// <summary>An instance to load and run.</summary>
internal readonly record struct RunnableInstance(long Key, string InstanceId, DateTime? StartAt);

/// <summary>A message to deliver; its body is read when its time has come.</summary>
internal readonly record struct PendingMessage(long Id, string Target, DateTime? DueAt);
