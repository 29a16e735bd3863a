using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>One wait for an external event; waiters of a name form a stack.</summary>
internal abstract class EventWaiter
{
    /// <summary>The waiter of the same name beneath this one.</summary>
    public EventWaiter? Earlier { get; set; }

    public abstract Type EventType { get; }

    public abstract bool IsWaiting { get; }

    /// <summary>Completes the wait; a payload that cannot be read fails it.</summary>
    public abstract void Receive(string? payload, DataConverter converter);
}

internal sealed class EventWaiter<T> : EventWaiter
{
    private readonly TaskCompletionSource<T> _completion = new();
    private CancellationTokenRegistration _registration;

    public Task<T> Task => _completion.Task;

    public override Type EventType => typeof(T);

    public override bool IsWaiting => !_completion.Task.IsCompleted;

    public void CancelWith(CancellationToken cancellation)
    {
        if (cancellation.CanBeCanceled)
        {
            _registration = cancellation.Register(static (state, token) => ((EventWaiter<T>)state!)._completion.TrySetCanceled(token), this);
        }
    }

    public override void Receive(string? payload, DataConverter converter)
    {
        _registration.Dispose();
        T? value;
        try
        {
            value = payload is null ? default : converter.Deserialize<T>(payload);
        }
        catch (Exception e)
        {
            _completion.TrySetException(e);
            return;
        }

        _completion.TrySetResult(value!);
    }
}
