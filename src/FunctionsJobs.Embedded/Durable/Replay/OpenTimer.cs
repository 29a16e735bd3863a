using FunctionsJobs.Embedded.Durable.History;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>A durable timer that was created.</summary>
internal sealed class OpenTimer(int taskId, DateTime fireAt, OrchestrationExecutor executor) : OpenTask(taskId)
{
    private readonly TaskCompletionSource _completion = new();
    private CancellationTokenRegistration _registration;

    /// <summary>UTC.</summary>
    public DateTime FireAt { get; } = fireAt;

    public Task Task => _completion.Task;

    /// <summary>Cancels the timer with the token, or at once when the token is cancelled already.</summary>
    public void CancelWith(CancellationToken cancellation)
    {
        _registration = cancellation.Register(
            static (state, token) => ((OpenTimer)state!).Cancel(token),
            this);
    }

    public override void Complete(string? result)
    {
        _registration.Dispose();
        _completion.TrySetResult();
    }

    public override void Fail(Failure failure) => throw new InvalidOperationException("Timers do not fail.");

    private void Cancel(CancellationToken cancellation)
    {
        if (executor.TryCancelTimer(this))
        {
            _completion.TrySetCanceled(cancellation);
        }
    }
}
