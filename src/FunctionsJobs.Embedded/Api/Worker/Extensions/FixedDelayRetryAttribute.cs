namespace Microsoft.Azure.Functions.Worker;

/// <summary>Repeats a failed invocation after the same delay each time.</summary>
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <param name="maxRetryCount">Repeats after the first attempt; -1 repeats without end.</param>
    /// <param name="delayInterval">A time span such as <c>00:00:10</c>, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is no time span, or negative.</exception>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        if (!TimeSpan.TryParse(delayInterval, out var delay) || delay < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(delayInterval), delayInterval, "Expected a time span that is not negative.");
        }

        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    public string DelayInterval { get; }
}
