namespace Microsoft.Azure.Functions.Worker;

/// <summary>Says how often a failed invocation is repeated.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public RetryAttribute()
    {
    }

    /// <summary>Repeats after the first attempt; -1 repeats without end.</summary>
    public int MaxRetryCount { get; set; }
}
