namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which attempt an invocation is, when the function has a retry attribute.</summary>
public abstract class RetryContext
{
    protected RetryContext()
    {
    }

    /// <summary>Repeats so far; 0 in the first attempt.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Repeats allowed; -1 for no end, 0 without a retry attribute.</summary>
    public abstract int MaxRetryCount { get; }
}
