using FunctionsJobs.Embedded.Hosting.Discovery;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>An invocation that the durable engine waits for, but not forever.</summary>
internal abstract class AwaitedInvocationContext(FunctionDescriptor function, FunctionRuntime runtime) : InvocationContext(function, runtime)
{
    private readonly TaskCompletionSource _overdue = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What runs, for messages: its kind and name.</summary>
    public abstract string Description { get; }

    /// <summary>Completes when the function ignored its cancellation for longer than the grace.</summary>
    public Task Overdue => _overdue.Task;

    /// <summary>What the function returned, serialized; <see langword="null"/> when that is of no interest.</summary>
    public abstract string? SerializeResult();

    public override void OnOverdue() => _overdue.TrySetResult();
}
