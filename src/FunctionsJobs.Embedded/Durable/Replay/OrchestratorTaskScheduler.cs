namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>Runs tasks that orchestrator code starts or continues (ContinueWith, Task.Factory.StartNew) within its turn.</summary>
internal sealed class OrchestratorTaskScheduler(OrchestratorThread thread) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    protected override void QueueTask(Task task) => thread.Post(static state => ((Run)state!).Execute(), new Run(this, task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        thread.IsCurrent && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private sealed record Run(OrchestratorTaskScheduler Scheduler, Task Task)
    {
        public void Execute() => Scheduler.TryExecuteTask(Task);
    }
}
