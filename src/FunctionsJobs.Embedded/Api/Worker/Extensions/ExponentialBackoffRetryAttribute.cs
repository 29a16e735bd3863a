namespace Microsoft.Azure.Functions.Worker;

/// <summary>Repeats a failed invocation after delays that grow from a minimum to a maximum.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    /// <param name="maxRetryCount">Repeats after the first attempt; -1 repeats without end.</param>
    /// <param name="minimumInterval">A time span such as <c>00:00:01</c>, not negative.</param>
    /// <param name="maximumInterval">A time span such as <c>00:10:00</c>, at least the minimum.</param>
    /// <exception cref="ArgumentOutOfRangeException">An interval is no time span, or negative.</exception>
    /// <exception cref="ArgumentException">The minimum exceeds the maximum.</exception>
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        var minimum = Parse(minimumInterval, nameof(minimumInterval));
        var maximum = Parse(maximumInterval, nameof(maximumInterval));
        if (minimum > maximum)
        {
            throw new ArgumentException($"The minimum {minimumInterval} exceeds the maximum {maximumInterval}.", nameof(minimumInterval));
        }

        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    public string MinimumInterval { get; }

    public string MaximumInterval { get; }

    private static TimeSpan Parse(string interval, string parameter)
        => TimeSpan.TryParse(interval, out var parsed) && parsed >= TimeSpan.Zero
            ? parsed
            : throw new ArgumentOutOfRangeException(parameter, interval, "Expected a time span that is not negative.");
}
