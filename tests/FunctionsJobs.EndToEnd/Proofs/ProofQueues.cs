using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>The queues of the proofs, each with other limits.</summary>
internal static class ProofQueues
{
    public static IReadOnlyList<QueueDefinition> All { get; } =
    [
        new("analytics-aggregation", QueueCatalogue.Normal, new() { Concurrency = 8 }),
        new("data-export", QueueCatalogue.Normal, new() { Concurrency = 6, Rate = new RateLimit(200, TimeSpan.FromSeconds(1)) }),
        new("report-generation", QueueCatalogue.Normal, new() { Concurrency = 5 }),
        new("metrics-calculation", QueueCatalogue.Normal, new() { Concurrency = 10, Rate = new RateLimit(60, TimeSpan.FromMilliseconds(200)) }),
        new("scraping", QueueCatalogue.High, new() { Concurrency = 9, KeyConcurrency = 2 }),
    ];

    /// <summary>The settings that give the program these limits.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Settings => All.SelectMany(queue => new Dictionary<string, string>
    {
        [$"Queues__{queue.Name}__Concurrency"] = $"{queue.Limits.Concurrency ?? 0}",
        [$"Queues__{queue.Name}__KeyConcurrency"] = $"{queue.Limits.KeyConcurrency ?? 0}",
        [$"Queues__{queue.Name}__RateLimit"] = $"{queue.Limits.Rate?.Starts ?? 0}",
        [$"Queues__{queue.Name}__RateWindow"] = $"{queue.Limits.Rate?.Window ?? TimeSpan.FromMinutes(1)}",
    });
}
