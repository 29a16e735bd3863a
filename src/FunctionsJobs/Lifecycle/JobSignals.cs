using Microsoft.DurableTask;

namespace FunctionsJobs.Lifecycle;

/// <summary>What a job's orchestration is told from outside.</summary>
/// <remarks>
/// One wait per event stays open for the whole run and none is ever given up: an engine hands an event to the latest wait there is, so an event that
/// meets a wait nobody listens to any more would be lost.
/// </remarks>
internal sealed class JobSignals(TaskOrchestrationContext context)
{
    private Task<int>? _admitted;
    private Task<string?>? _stop;

    /// <summary>Ends with the number of the latest attempt that was told to have begun, and that nobody took yet.</summary>
    public Task<int> Admitted => _admitted ??= context.WaitForExternalEvent<int>(JobEvents.Admitted);

    /// <summary>Ends when somebody says that the job is to stop, or has ended.</summary>
    public Task Stop => _stop ??= context.WaitForExternalEvent<string?>(JobEvents.Stop);

    /// <summary>Waits for the next telling of the same kind.</summary>
    public void TakeAdmitted() => _admitted = null;

    /// <inheritdoc cref="TakeAdmitted"/>
    public void TakeStop() => _stop = null;
}
