namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>Brings the continuations of orchestrator code back to its own thread of execution.</summary>
internal sealed class OrchestratorSynchronizationContext(OrchestratorThread thread) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => thread.Post(d, state);

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!thread.IsCurrent)
        {
            throw new NotSupportedException("Orchestrator code runs only while its instance takes a turn.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
