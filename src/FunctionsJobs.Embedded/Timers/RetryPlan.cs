using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>How a failed run is repeated.</summary>
/// <param name="MaxRetryCount">Repeats after the first attempt; -1 for no end.</param>
/// <param name="First">Delay before the first repeat.</param>
/// <param name="Longest">No delay is longer. Delays double from <paramref name="First"/> to here; equal ones make a fixed delay.</param>
internal sealed record RetryPlan(int MaxRetryCount, TimeSpan First, TimeSpan Longest)
{
    private const int MaxDoublings = 30;

    public static RetryPlan? Of(RetryAttribute attribute) => attribute switch
    {
        FixedDelayRetryAttribute fixedDelay => new RetryPlan(fixedDelay.MaxRetryCount, Parse(fixedDelay.DelayInterval), Parse(fixedDelay.DelayInterval)),
        ExponentialBackoffRetryAttribute backoff => new RetryPlan(backoff.MaxRetryCount, Parse(backoff.MinimumInterval), Parse(backoff.MaximumInterval)),
        _ => null,
    };

    /// <summary>Whether another attempt follows after so many repeats.</summary>
    public bool Allows(int retryCount) => MaxRetryCount < 0 || retryCount < MaxRetryCount;

    /// <summary>Delay before a repeat, counted from 0.</summary>
    public TimeSpan Delay(int retryCount)
    {
        var delay = First * Math.Pow(2, Math.Min(retryCount, MaxDoublings));
        return delay < Longest ? delay : Longest;
    }

    private static TimeSpan Parse(string interval) => TimeSpan.Parse(interval, CultureInfo.InvariantCulture);
}
