namespace FunctionsJobs.JobStore.Admission;

/// <summary>Settings of one queue's limits; configuration section <c>Queues:{queue}</c>. What is not set keeps the default of <see cref="QueueCatalogue.Standard"/>; 0 is no limit.</summary>
public sealed class QueueLimitOptions
{
    /// <summary>The configuration section that holds one section per queue.</summary>
    public const string Section = "Queues";

    /// <summary>Most jobs at once.</summary>
    public int? Concurrency { get; set; }

    /// <summary>Most jobs at once of one key, such as a publisher or a host.</summary>
    public int? KeyConcurrency { get; set; }

    /// <summary>Most starts in any <see cref="RateWindow"/>.</summary>
    public int? RateLimit { get; set; }

    /// <summary>The window of <see cref="RateLimit"/>; from 1 ms to 24 h. Default 1 min.</summary>
    public TimeSpan RateWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The limits that these settings make of the defaults.</summary>
    internal QueueLimits ApplyTo(QueueLimits limits) => new()
    {
        Concurrency = Choose(Concurrency, limits.Concurrency),
        KeyConcurrency = Choose(KeyConcurrency, limits.KeyConcurrency),
        Rate = RateLimit switch
        {
            null => limits.Rate,
            0 => null,
            var starts => new RateLimit(starts.Value, RateWindow),
        },
    };

    private static int? Choose(int? setting, int? standard) => setting switch { null => standard, 0 => null, var value => value };
}
