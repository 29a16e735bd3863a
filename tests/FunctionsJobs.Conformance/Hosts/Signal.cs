namespace FunctionsJobs.Conformance.Hosts;

/// <summary>Makes signals between a test and the tasks it registered.</summary>
public static class Signal
{
    /// <summary>A signal whose continuations never run inside the task that sets it.</summary>
    public static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A signal with a value.</summary>
    public static TaskCompletionSource<T> Create<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
