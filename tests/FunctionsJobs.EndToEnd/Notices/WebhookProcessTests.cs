using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsJobs.EndToEnd.App;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.EndToEnd.Notices;

/// <summary>A completion webhook, from the submission to a receiver that checks its signature.</summary>
public sealed class WebhookProcessTests
{
    private const string Secret = "a secret of the receiver and nobody else";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<Call> _calls = new();

    [Fact]
    public async Task Submit_WithAWebhook_TellsTheReceiverOnceItAnswers()
    {
        await using var receiver = await StartReceiverAsync();
        var address = receiver.Urls.Single();
        using var data = new DataFolder();
        var settings = new Dictionary<string, string>
        {
            ["Notices__WebhookSecrets__pub-1"] = Secret,
            ["Outbound__AllowedTargets__0"] = new Uri(address).Authority,
        };
        await using (var app = await RunningApp.StartAsync(data, settings))
        {
            using var answer = await app.PostAsync(
                JobsClient.AggregationJobs,
                JsonSerializer.Serialize(new
                {
                    jobName = "aggregate",
                    data = new { publisherId = "pub-1", startDate = "2025-04-01", endDate = "2025-04-02", granularity = "day" },
                    options = new { jobId = "told", notify = new { webhook = $"{address}/hook" } },
                }));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            await app.WaitForJobAsync("told", Limit);
            await WaitForCallsAsync(2, app);

            // Whatever there still was to send is sent when the program has ended.
            Assert.Equal(0, await app.StopAsync(Limit));
        }

        Assert.Equal([500, 204], _calls.Select(call => call.Answer));
        Assert.All(_calls, call => Assert.True(call.IsSigned, call.Body));
        Assert.Single(_calls.Select(call => call.Key).Distinct());
        Assert.Single(_calls.Select(call => call.Body).Distinct());
        var notice = JsonElement.Parse(_calls.First().Body);
        Assert.Equal(
            ("told", "analytics-aggregation", "completed"),
            (notice.GetProperty("jobId").GetString(), notice.GetProperty("queueName").GetString(), notice.GetProperty("state").GetString()));
    }

    /// <summary>A receiver that has a bad moment first. It checks what it gets as the documentation says.</summary>
    private async Task<WebApplication> StartReceiverAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = builder.Build();
        receiver.MapPost("/hook", async request =>
        {
            using var reader = new StreamReader(request.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var answer = _calls.IsEmpty ? 500 : 204;
            _calls.Enqueue(new Call(body, $"{request.Request.Headers["Idempotency-Key"]}", IsSigned($"{request.Request.Headers["X-FunctionsJobs-Signature"]}", body), answer));
            request.Response.StatusCode = answer;
        });
        await receiver.StartAsync();
        return receiver;
    }

    private static bool IsSigned(string signature, string body)
    {
        var parts = signature.Split(',').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts["t"]));
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{body}"));
        return age.Duration() < TimeSpan.FromMinutes(5) && CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(parts["v1"]));
    }

    private async Task WaitForCallsAsync(int count, RunningApp app)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (_calls.Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"{_calls.Count} calls within {Limit}:\n{app.Tail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private sealed record Call(string Body, string Key, bool IsSigned, int Answer);
}
