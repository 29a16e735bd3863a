namespace FunctionsJobs.Embedded.Durable;

/// <summary>Makes the unique ids of instances and executions.</summary>
internal sealed class IdSource(TimeProvider time)
{
    private readonly string _run = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    private long _executions;

    /// <summary>An id of an instance: 32 hexadecimal digits, ascending in time, so that indexes grow at their end.</summary>
    public string NewInstance() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>An id of an execution: the run of the engine and a number.</summary>
    public string NewExecution() => string.Create(null, stackalloc char[64], $"{_run}:{Interlocked.Increment(ref _executions)}");
}
