using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.Queues;

/// <summary>Other limits for a queue. What is left out stays; 0 is no limit, and -1 is the limit the program ships with.</summary>
public sealed record ChangeQueueRequest
{
    /// <summary>Most jobs at once; -1 to 100,000.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Most jobs at once of one publisher or host; -1 to 100,000.</summary>
    public int? KeyConcurrency { get; init; }

    /// <summary>Most starts per <see cref="RateWindow"/>; -1 to 1,000,000.</summary>
    public int? RateLimit { get; init; }

    /// <summary>The window of <see cref="RateLimit"/>, in milliseconds; 1 to 86,400,000. Default 60,000.</summary>
    public long? RateWindow { get; init; }

    /// <summary>The change, or null after noting by path what is wrong.</summary>
    internal QueueLimitsChange? ToChange(FieldErrors errors)
    {
        Within("$.concurrency", Concurrency, QueueLimits.MaxConcurrency, errors);
        Within("$.keyConcurrency", KeyConcurrency, QueueLimits.MaxConcurrency, errors);
        Within("$.rateLimit", RateLimit, QueueLimits.MaxStarts, errors);
        if (RateWindow is < 1 or > 86_400_000)
        {
            errors.Add("$.rateWindow", "must be from 1 to 86400000");
        }

        if (RateWindow is not null && RateLimit is not > 0)
        {
            errors.Add("$.rateWindow", "must be given together with a rateLimit above 0");
        }

        if (this == new ChangeQueueRequest())
        {
            errors.Add("$", "must name a limit to change");
        }

        return errors.IsEmpty
            ? new QueueLimitsChange
            {
                Concurrency = Limit(Concurrency),
                KeyConcurrency = Limit(KeyConcurrency),
                Rate = RateLimit switch
                {
                    null => null,
                    -1 => LimitChange.Default<RateLimit>(),
                    0 => LimitChange.Unlimited<RateLimit>(),
                    var starts => LimitChange.To(new RateLimit(starts.Value, TimeSpan.FromMilliseconds(RateWindow ?? 60_000))),
                },
            }
            : null;
    }

    private static LimitChange<int>? Limit(int? value) => value switch
    {
        null => null,
        -1 => LimitChange.Default<int>(),
        0 => LimitChange.Unlimited<int>(),
        var limit => LimitChange.To(limit.Value),
    };

    private static void Within(string path, int? value, int max, FieldErrors errors)
    {
        if (value < -1 || value > max)
        {
            errors.Add(path, $"must be from -1 to {max}");
        }
    }
}
