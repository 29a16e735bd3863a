namespace FunctionsJobs.Embedded.Durable;

/// <summary>Makes unique ids of instances and executions: 32 hexadecimal digits, ascending in time, so that indexes grow at their end.</summary>
internal sealed class IdSource(TimeProvider time)
{
    public string New() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
}
