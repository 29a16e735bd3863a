using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Something for an instance to look at in its next turn.</summary>
internal abstract class InboxItem;

/// <summary>The instance may run now.</summary>
internal sealed class StartItem(string instanceId, InstanceRecord? instance) : InboxItem
{
    public string InstanceId { get; } = instanceId;

    /// <summary>The instance as it was created, while nothing has changed it; <see langword="null"/> to read it. See <see cref="StartQueue"/>.</summary>
    public InstanceRecord? Instance { get; set; } = instance;
}

/// <summary>A message that is committed.</summary>
internal sealed class MessageItem(MessageRecord message) : InboxItem
{
    public MessageRecord Message { get; } = message;
}

/// <summary>A message that is committed and whose body was not read yet.</summary>
internal sealed class StoredMessageItem(long messageId) : InboxItem
{
    public long MessageId { get; } = messageId;
}

/// <summary>A durable timer that is due.</summary>
internal sealed class TimerItem(TimerEntry timer) : InboxItem
{
    public TimerEntry Timer { get; } = timer;
}

/// <summary>An attempt of an activity ended. Durable only with the turn that records it.</summary>
/// <param name="executionId">The execution that called it.</param>
/// <param name="end"><see cref="TaskCompleted"/> or <see cref="TaskFailed"/>.</param>
internal sealed class ActivityEndItem(string executionId, HistoryEvent end) : InboxItem
{
    public string ExecutionId { get; } = executionId;

    public HistoryEvent End { get; } = end;
}

/// <summary>Code of the execution left its thread, or did not come back from a turn.</summary>
internal sealed class ForeignWorkItem(string executionId, Exception fault) : InboxItem
{
    public string ExecutionId { get; } = executionId;

    /// <summary>What the instance fails with.</summary>
    public Exception Fault { get; } = fault;
}
