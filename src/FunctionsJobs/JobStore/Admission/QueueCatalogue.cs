namespace FunctionsJobs.JobStore.Admission;

/// <summary>
/// The queues and their default limits. What an administrator sets at run time is stored and counts instead; the defaults are never written, so
/// that a new version or another setting changes them everywhere at once.
/// </summary>
public sealed class QueueCatalogue
{
    /// <summary>The priority of queues whose jobs should run before others.</summary>
    public const int High = 75;

    /// <summary>The usual priority.</summary>
    public const int Normal = 50;

    /// <summary>The priority of queues whose jobs can wait.</summary>
    public const int Low = 25;

    private readonly Dictionary<string, QueueDefinition> _queues;

    public QueueCatalogue(IEnumerable<QueueDefinition> queues) =>
        _queues = queues.ToDictionary(queue => queue.Name, StringComparer.Ordinal);

    /// <summary>Queues of any name, none with a limit.</summary>
    public static QueueCatalogue Unlimited { get; } = new([]);

    /// <summary>The queues of this program with the limits it ships with.</summary>
    public static QueueCatalogue Standard { get; } = new(
    [
        new("analytics-aggregation", Normal, new() { Concurrency = 3, Rate = PerMinute(10) }),
        new("data-export", Normal, new() { Concurrency = 2, Rate = PerMinute(20) }),
        new("report-generation", Normal, new() { Concurrency = 2 }),
        new("metrics-calculation", Normal, new() { Concurrency = 5 }),
        new("cache-warming", Normal, new() { Concurrency = 3 }),
        new("cleanup", Low, new() { Concurrency = 1 }),
        new("scraping", High, new() { Concurrency = 4, KeyConcurrency = 1 }),
        new("processing", Normal, new() { Concurrency = 4 }),
        new("company-analytics", Normal, new() { Concurrency = 2 }),
        new("maintenance", Low, new() { Concurrency = 1 }),
        new("email", High, new() { Concurrency = 5, Rate = PerMinute(60) }),
    ]);

    /// <summary>The queues, in the order they were given.</summary>
    public IReadOnlyCollection<QueueDefinition> Queues => _queues.Values;

    /// <summary>The default limits of a queue; none for a queue that is not in the catalogue.</summary>
    public QueueLimits LimitsOf(string queue) => _queues.TryGetValue(queue, out var known) ? known.Limits : QueueLimits.Unlimited;

    private static RateLimit PerMinute(int starts) => new(starts, TimeSpan.FromMinutes(1));
}
