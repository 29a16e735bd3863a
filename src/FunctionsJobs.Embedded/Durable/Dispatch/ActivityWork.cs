using FunctionsJobs.Embedded.Durable.History;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>One attempt of an activity that is committed as scheduled.</summary>
internal sealed class ActivityWork(ActivityDispatcher dispatcher, InstanceActor caller, string executionId, string? traceParent, TaskScheduled scheduled, long queuedMark)
    : IThreadPoolWorkItem
{
    public InstanceActor Caller { get; } = caller;

    /// <summary>The execution that called it.</summary>
    public string ExecutionId { get; } = executionId;

    /// <summary>W3C trace context of the call.</summary>
    public string? TraceParent { get; } = traceParent;

    public TaskScheduled Scheduled { get; } = scheduled;

    /// <summary>When it was scheduled; a mark of the metrics.</summary>
    public long QueuedMark { get; } = queuedMark;

    void IThreadPoolWorkItem.Execute() => _ = dispatcher.RunAsync(this);
}
