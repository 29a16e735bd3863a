using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>A declarative retry policy: a bounded number of attempts with exponential back-off.</summary>
public class RetryPolicy
{
    /// <summary>Makes a policy.</summary>
    /// <param name="maxNumberOfAttempts">Attempts in all, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">Delay before the second attempt; above zero.</param>
    /// <param name="backoffCoefficient">Factor from one delay to the next; at least 1.</param>
    /// <param name="maxRetryInterval">Upper bound of a delay; one hour when not given.</param>
    /// <param name="retryTimeout">Time after the first attempt when retrying ends; unlimited when not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, or an upper bound lies below the first delay.</exception>
    public RetryPolicy(int maxNumberOfAttempts, TimeSpan firstRetryInterval, double backoffCoefficient = 1.0, TimeSpan? maxRetryInterval = null, TimeSpan? retryTimeout = null)
    {
        Require(maxNumberOfAttempts > 0, nameof(maxNumberOfAttempts), maxNumberOfAttempts, "greater than zero");
        Require(firstRetryInterval > TimeSpan.Zero, nameof(firstRetryInterval), firstRetryInterval, "greater than zero");
        Require(!(backoffCoefficient < 1.0), nameof(backoffCoefficient), backoffCoefficient, "greater or equal to 1.0");
        Require(IsUnboundedOrAtLeast(maxRetryInterval, firstRetryInterval), nameof(maxRetryInterval), maxRetryInterval, $"greater or equal to the value for {nameof(firstRetryInterval)}");
        Require(IsUnboundedOrAtLeast(retryTimeout, firstRetryInterval), nameof(retryTimeout), retryTimeout, $"greater or equal to the value for {nameof(firstRetryInterval)}");

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>The filter as the engine sees it; user code sets <see cref="HandleFailure"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; } = static _ => true;

    [Obsolete("Not implemented. Use TaskOptions.FromRetryHandler or HandleFailure instead.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>Says for each failure whether it is worth another attempt; all are when not set.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = failure => value(failure is TaskFailedException { FailureDetails: var details }
            ? details
            : throw new InvalidOperationException($"{nameof(HandleFailure)} needs the failure details of a task, but got a {failure.GetType()}."));
    }

    private static bool IsUnboundedOrAtLeast(TimeSpan? value, TimeSpan least) =>
        value is null || value == Timeout.InfiniteTimeSpan || value >= least;

    private static void Require(bool condition, string name, object? actual, string rule)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, actual, $"The value for {name} must be {rule}.");
        }
    }
}
