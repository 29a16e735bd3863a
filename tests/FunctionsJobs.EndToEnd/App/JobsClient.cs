using System.Net;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.EndToEnd.Aggregation;

namespace FunctionsJobs.EndToEnd.App;

/// <summary>Calls the program's HTTP API as a frontend does.</summary>
internal static class JobsClient
{
    public const string AggregationJobs = "/api/v1/queues/analytics-aggregation/jobs";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    public static Task<HttpResponseMessage> PostAsync(this RunningApp app, string path, string json, string contentType = "application/json") =>
        app.Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, Encoding.UTF8, contentType));

    /// <summary>Submits an aggregation and returns the answer's <c>data</c>.</summary>
    public static async Task<JsonElement> SubmitAggregationAsync(
        this RunningApp app, string publisherId, DateOnly from, DateOnly to, string granularity = "month", string? jobId = null)
    {
        var body = JsonSerializer.Serialize(new
        {
            jobName = "aggregate",
            data = new { publisherId, startDate = $"{from:yyyy-MM-dd}", endDate = $"{to:yyyy-MM-dd}", granularity },
            options = jobId is null ? (object)new { } : new { jobId },
        });
        using var answer = await app.PostAsync(AggregationJobs, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{(int)answer.StatusCode} {text}");
        return JsonElement.Parse(text).GetProperty("data");
    }

    public static async Task<JsonElement> GetDataAsync(this RunningApp app, string path)
    {
        using var answer = await app.Http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"GET {path}: {(int)answer.StatusCode} {text}");
        return JsonElement.Parse(text).GetProperty("data");
    }

    /// <summary>Waits until a job has ended and returns its view; fails when it has not within the limit.</summary>
    public static async Task<JsonElement> WaitForJobAsync(this RunningApp app, string jobId, TimeSpan limit, string jobs = AggregationJobs)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var job = await app.GetDataAsync($"{jobs}/{jobId}");
            if (job.GetProperty("state").GetString() is "completed" or "failed" or "cancelled")
            {
                return job;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < limit, $"the job is not done after {limit}: {job}\n{app.Tail()}");
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    /// <summary>Sends events as NDJSON and checks that all were accepted.</summary>
    public static async Task SendEventsAsync(this RunningApp app, IEnumerable<AnalyticsEvent> events)
    {
        var lines = new StringBuilder();
        var count = 0;
        foreach (var e in events)
        {
            lines.Append($$"""{"id":"{{e.Id}}","publisherId":"{{e.PublisherId}}","type":"{{e.Type.ToString().ToLowerInvariant()}}",""");
            lines.Append($"\"at\":\"{DateTimeOffset.FromUnixTimeMilliseconds(e.AtMilliseconds):yyyy-MM-ddTHH:mm:ss.fffZ}\"");
            lines.Append(e.RevenueMicros > 0 ? $",\"revenue\":{e.RevenueMicros / 1_000_000m}" : "").Append("}\n");
            count++;
        }

        using var answer = await app.PostAsync("/api/v1/analytics/events", lines.ToString(), "application/x-ndjson");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {text}");
        Assert.Equal(count, JsonElement.Parse(text).GetProperty("data").GetProperty("accepted").GetInt32());
    }

    /// <summary>Compares the stored day roll-ups of a publisher, and their totals, with what the events say.</summary>
    public static async Task AssertRollupsAsync(this RunningApp app, string publisherId, DateOnly from, DateOnly to, ExpectedRollups expected)
    {
        var rollups = await app.GetDataAsync(
            $"/api/v1/analytics/rollups?publisherId={publisherId}&granularity=day&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
        Assert.Equal(expected.Total, Counts(rollups.GetProperty("totals")));
        Assert.Equal(
            expected.Days,
            rollups.GetProperty("buckets").EnumerateArray().ToDictionary(
                bucket => DateOnly.FromDateTime(bucket.GetProperty("start").GetDateTimeOffset().UtcDateTime), Counts));
    }

    public static ExpectedRollups.Counts Counts(JsonElement numbers) => new(
        numbers.GetProperty("requests").GetInt64(),
        numbers.GetProperty("impressions").GetInt64(),
        numbers.GetProperty("clicks").GetInt64(),
        (long)(numbers.GetProperty("revenue").GetDecimal() * 1_000_000m));
}
