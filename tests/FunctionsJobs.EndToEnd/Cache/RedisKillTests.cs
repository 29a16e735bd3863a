using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.EndToEnd.Aggregation;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.EndToEnd.Cache;

/// <summary>The built program with a real Redis, which hangs, is killed in the middle of a job, and is started again.</summary>
[NeedsRedis]
public sealed class RedisKillTests
{
    private const string Publisher = "pub-redis";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Job_WhenRedisIsKilledInItsMiddleAndStartedAgain_EndsRightAndOnce()
    {
        await using var redis = await RedisServer.StartNewAsync();
        using var data = new DataFolder();
        await using var app = await RunningApp.StartAsync(data, new Dictionary<string, string>
        {
            ["ConnectionStrings__Cache"] = redis.ConnectionString,
            ["Cache__Timeout"] = "00:00:10",
            ["Cache__ProbeInterval"] = "00:00:00.100",
        });
        var events = Events();
        await app.SendEventsAsync(events);
        var expected = ExpectedRollups.Of(events, Publisher).Total;
        Assert.Equal(expected, JobsClient.Counts((await WarmAsync(app, "first")).GetProperty("last30Days")));

        // The job waits for Redis, which hangs, when Redis is killed.
        await redis.PauseAsync();
        var submitted = await app.PostAsync(
            "/api/dashboard/jobs/performance-metrics", $$"""{"publisherId":"{{Publisher}}","startDate":"{{Today.AddDays(-30):yyyy-MM-dd}}","endDate":"{{Today:yyyy-MM-dd}}"}""");
        var id = JsonElement.Parse(await submitted.Content.ReadAsStringAsync()).GetProperty("data").GetProperty("jobId").GetString()!;
        var waiting = await app.GetDataAsync($"/api/dashboard/jobs/{id}");
        await redis.KillAsync();
        var job = await EndOfAsync(app, id);

        Assert.Equal("running", waiting.GetProperty("state").GetString());
        Assert.Equal(("completed", 1), (job.GetProperty("state").GetString(), job.GetProperty("attemptsMade").GetInt32()));
        Assert.Equal(expected, JobsClient.Counts(job.GetProperty("result").GetProperty("totals")));

        // Without Redis everything goes on, and nothing is waited for.
        Assert.Equal(expected, JobsClient.Counts((await WarmAsync(app, "without")).GetProperty("last30Days")));
        await HealthAsync(app, "unhealthy");

        await redis.StartAsync();
        await HealthAsync(app, "healthy");
        Assert.Equal(expected, JobsClient.Counts((await WarmAsync(app, "back")).GetProperty("last30Days")));
        Assert.Equal(1, (long)await redis.ExecuteAsync("EXISTS", $"functionsjobs:v1:of:{Publisher}:dashboard:stats"));
        Assert.Single(app.Output, line => line.Contains("Redis cannot be used", StringComparison.Ordinal));
    }

    /// <summary>Has the numbers computed by a job and reads them.</summary>
    private static async Task<JsonElement> WarmAsync(RunningApp app, string jobId)
    {
        using var submitted = await app.PostAsync(
            "/api/v1/queues/cache-warming/jobs",
            $$$"""{"jobName":"warm","data":{"cacheKeys":["dashboard:stats"],"publisherId":"{{{Publisher}}}"},"options":{"jobId":"{{{jobId}}}"}}""");
        submitted.EnsureSuccessStatusCode();
        var job = await EndOfAsync(app, jobId);
        Assert.Equal(("completed", 1), (job.GetProperty("state").GetString(), job.GetProperty("attemptsMade").GetInt32()));
        return (await app.GetDataAsync($"/api/dashboard/stats?publisherId={Publisher}")).GetProperty("numbers");
    }

    private static async Task<JsonElement> EndOfAsync(RunningApp app, string jobId)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var job = await app.GetDataAsync($"/api/dashboard/jobs/{jobId}");
            if (job.GetProperty("finishedOn").ValueKind == JsonValueKind.Number)
            {
                return job;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"the job is not done after {Limit}: {job}\n{app.Tail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Waits until the state of Redis is this, which leaves the program able to work in any case.</summary>
    private static async Task HealthAsync(RunningApp app, string expected)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await app.Http.GetAsync(new Uri("/health", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            var health = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            if (health.GetProperty("services").GetProperty("redis").GetString() == expected)
            {
                Assert.Equal(expected == "healthy" ? "healthy" : "degraded", health.GetProperty("status").GetString());
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"redis is not {expected} after {Limit}: {health}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    // Far from midnight on both ends of what is read.
    private static List<AnalyticsEvent> Events() =>
    [
        .. Enumerable.Range(0, 2_000).Select(i => new AnalyticsEvent
        {
            Id = $"e{i}",
            PublisherId = Publisher,
            Type = (AnalyticsEventType)(i % 3),
            AtMilliseconds = new DateTimeOffset(Today.AddDays(-3 - (i % 20)).ToDateTime(new TimeOnly(i % 24, i % 60)), TimeSpan.Zero).ToUnixTimeMilliseconds(),
            RevenueMicros = i % 3 == 0 ? 0 : 1_000 + i,
        }),
    ];
}
