using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>Which attempt an invocation is.</summary>
internal sealed class AttemptRetryContext(int retryCount, int maxRetryCount) : RetryContext
{
    /// <summary>The only attempt of a function without a retry attribute.</summary>
    public static AttemptRetryContext None { get; } = new(0, 0);

    public override int RetryCount { get; } = retryCount;

    public override int MaxRetryCount { get; } = maxRetryCount;
}
