using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Analytics.Ingest;
using FunctionsJobs.Tests.Security.Harness;

namespace FunctionsJobs.Tests.Analytics.Api;

public sealed class AnalyticsHostTests
{
    private const string EventsPath = "/api/v1/analytics/events";
    private static readonly SamplePlan Plan = new() { EndDay = new DateOnly(2026, 1, 31), Events = 20_000 };

    [Fact]
    public async Task Events_WhenASampleIsSentOverHttp_RollUpToTheIndependentComputation()
    {
        await using var host = await AnalyticsHost.StartAsync();
        using var client = host.NewClient();
        var answer = await SendAsync(client, new GeneratedBody(SampleEvents.Generate(Plan)));
        Assert.Equal((20_000, 0, 0), Counts(answer));

        var expected = ExpectedRollups.Of(SampleEvents.Generate(Plan));
        foreach (var publisherId in expected.Publishers)
        {
            await host.Store.RollUpAsync(publisherId, Granularity.Day, Plan.Range, CancellationToken.None);
            var body = await client.GetStringAsync(new Uri(
                $"/api/v1/analytics/rollups?publisherId={publisherId}&granularity=day&from=2026-01-01&to=2026-01-31", UriKind.Relative));
            var data = JsonDocument.Parse(body).RootElement.GetProperty("data");
            Assert.Equal(
                expected.Buckets(publisherId, Granularity.Day).Select(b => (b.Start, b.Counts.Requests, b.Counts.Impressions, b.Counts.Clicks, b.Counts.Revenue)),
                data.GetProperty("buckets").EnumerateArray().Select(b => (
                    b.GetProperty("start").GetDateTimeOffset(), b.GetProperty("requests").GetInt64(), b.GetProperty("impressions").GetInt64(),
                    b.GetProperty("clicks").GetInt64(), b.GetProperty("revenue").GetDecimal())));
        }
    }

    [Fact]
    public async Task Events_WhenPackedAndSentTwice_AreDuplicatesTheSecondTime()
    {
        await using var host = await AnalyticsHost.StartAsync();
        using var client = host.NewClient();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await new GeneratedBody(SampleEvents.Generate(Plan)).CopyToAsync(gzip);
        }

        Assert.Equal((20_000, 0, 0), Counts(await SendAsync(client, new MemoryStream(packed.ToArray()), "gzip")));
        Assert.Equal((0, 20_000, 0), Counts(await SendAsync(client, new MemoryStream(packed.ToArray()), "gzip")));
    }

    [Fact]
    public async Task Events_WhenABombIsSent_Answers413AndServesOn()
    {
        await using var host = await AnalyticsHost.StartAsync();
        using var client = host.NewClient();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++)
            {
                await gzip.WriteAsync(zeros);
            }
        }

        using var response = await PostAsync(client, new MemoryStream(packed.ToArray()), "gzip");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((1, 0, 0), Counts(await SendAsync(client, new GeneratedBody(SampleEvents.Generate(Plan with { Events = 1 })))));
    }

    [Fact]
    public async Task Events_WhenTheBodyHas100Megabytes_AreAllRead()
    {
        await using var host = await AnalyticsHost.StartAsync("--EmbeddedHost:MaxRequestBodyBytes", "1000000000");
        using var client = host.NewClient();
        // The same few lines over and over: all but the first round are duplicates, and the body is nowhere in memory.
        var body = new GeneratedBody(SampleEvents.Generate(Plan with { Events = 2_000 }), minimumBytes: 105_000_000);
        var answer = await SendAsync(client, body);
        Assert.Equal((2_000, body.Lines - 2_000, 0), Counts(answer));
    }

    [Fact]
    public async Task Events_WhenLongerThanTheHostTakes_Answers413AndSaysWhatWasStored()
    {
        await using var host = await AnalyticsHost.StartAsync("--EmbeddedHost:MaxRequestBodyBytes", "2500000", "--Analytics:BatchSize", "1000");
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(EventsPath, UriKind.Relative))
        {
            // Without a length, so that the host learns it only on the way. (It reads up to a megabyte ahead.)
            Content = Content(new GeneratedBody(SampleEvents.Generate(Plan)), null),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = false;
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var detail = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString()!;
        Assert.StartsWith("The body is longer than this host takes; send it in parts. Before that, ", detail, StringComparison.Ordinal);
        var stored = int.Parse(detail.Split("Before that, ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(stored, 1_000, 19_999);

        // What was said to be stored is.
        var again = 0L;
        foreach (var part in SampleEvents.Generate(Plan).Chunk(2_000))
        {
            again += Counts(await SendAsync(client, new GeneratedBody(part))).Duplicates;
        }

        Assert.Equal(stored, again);
    }

    [Fact]
    public async Task Events_WhenTheSenderBreaksOffAndSendsAgain_AreStoredOnce()
    {
        await using var host = await AnalyticsHost.StartAsync("--Analytics:BatchSize", "500");
        var body = new GeneratedBody(SampleEvents.Generate(Plan));
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port);
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {EventsPath} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {TestTokens.Of(Role.Operator)}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {body.Length}\r\n\r\n"));
            var half = new byte[body.Length / 2];
            await body.ReadExactlyAsync(half);
            await stream.WriteAsync(half);
            await EventuallyAsync(async () => (await host.Store.ListPublishersAsync(null, 10, CancellationToken.None)).Count > 0);

            // Part of the body is stored although the rest has not been sent: nothing waits for the whole.
            // A reset, as when the sender is killed.
            socket.LingerState = new LingerOption(true, 0);
        }

        using var client = host.NewClient();
        var (accepted, duplicates, rejected) = Counts(await SendAsync(client, new GeneratedBody(SampleEvents.Generate(Plan))));
        Assert.True(duplicates > 0);
        Assert.Equal((20_000, 0), (accepted + duplicates, rejected));
        Assert.Equal((0, 20_000, 0), Counts(await SendAsync(client, new GeneratedBody(SampleEvents.Generate(Plan)))));
    }

    [Theory]
    [InlineData("GET", EventsPath, HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/v1/analytics/rollups", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/analytics/rollups", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/analytics/rollups?publisherId=p&granularity=day&from=%00&to=%0d%0a", HttpStatusCode.BadRequest)]
    public async Task AnyCall_WhenItIsNone_IsAProblem(string method, string path, HttpStatusCode status)
    {
        await using var host = await AnalyticsHost.StartAsync();
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var response = await client.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static StreamContent Content(Stream body, string? encoding)
    {
        var content = new StreamContent(body, 64 * 1024);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return content;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Stream body, string? encoding)
    {
        using var content = Content(body, encoding);
        return await client.PostAsync(new Uri(EventsPath, UriKind.Relative), content);
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, Stream body, string? encoding = null)
    {
        using var response = await PostAsync(client, body, encoding);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("data");
    }

    private static (long Accepted, long Duplicates, long Rejected) Counts(JsonElement data) => (
        data.GetProperty("accepted").GetInt64(), data.GetProperty("duplicates").GetInt64(), data.GetProperty("rejected").GetInt64());

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }
}
