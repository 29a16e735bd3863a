using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Analytics;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Tests.Jobs;

/// <summary>Runs jobs that compute numbers on the engine. The clock stands at 2026-01-31, noon.</summary>
internal static class NumbersJobs
{
    /// <summary>Requests of one publisher, one every six hours of January.</summary>
    public static Task AddJanuaryAsync(this JobHub hub, string publisher = "pub-1") => hub.Analytics.AddEventsAsync(
        Enumerable.Range(0, 120).Select(i => new AnalyticsEvent
        {
            Id = $"{publisher}-{i}",
            PublisherId = publisher,
            Type = (AnalyticsEventType)(i % 3),
            AtMilliseconds = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(6 * i).ToUnixTimeMilliseconds(),
            RevenueMicros = i % 3 == 0 ? 0 : 1_000_000,
        }).ToArray(),
        CancellationToken.None);

    /// <summary>Submits a job.</summary>
    public static Task SubmitAsync(this JobHub hub, string id, string queue, string type, string data, string? tenant) => hub.SubmitAsync(
        JobHub.NewJob(id) with { Queue = queue, Type = type, Name = type, Tenant = tenant, Arguments = data });

    /// <summary>Runs a job to its end and answers its result.</summary>
    public static async Task<T> RunAsync<T>(this JobHub hub, string id, string queue, string type, string data, string? tenant, JsonTypeInfo<T> json)
    {
        await hub.SubmitAsync(id, queue, type, data, tenant);
        return await hub.ResultAsync(id, json);
    }

    /// <summary>Waits for the end of a job and answers its result.</summary>
    public static async Task<T> ResultAsync<T>(this JobHub hub, string id, JsonTypeInfo<T> json)
    {
        var end = await hub.EndOfAsync(id);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{end.FailureDetails}");
        return JsonSerializer.Deserialize((await hub.FindAsync(id)).Result!, json)!;
    }

    /// <summary>Keeps the job's history, once.</summary>
    public static async Task RecordAsync(this JobHub hub, string id, string name)
    {
        var (instance, history) = await hub.HistoryAsync(id);
        StoredHistory.Of(instance, history).Record(name);
    }
}
