using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Embedded.Tests.Hosting;
using FunctionsJobs.Embedded.Tests.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Http;

public class HttpFaultTests
{
    private const string OneMinute = """{ "version": "2.0", "functionTimeout": "00:01:00" }""";

    [Fact]
    public async Task Function_WhenItThrows_IsAnswered500WithTheTraceIdAndNothingElse()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/throws");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var response = await host.Client.SendAsync(request);

        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", problem.RootElement.GetProperty("traceId").GetString());
        Assert.DoesNotContain("secret detail", problem.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.True(host.Log.Has(LogLevel.Error, "0af7651916cd43dd8448eb211c80319c"));
        Assert.True(host.Log.Has(LogLevel.Error, "secret detail"));
    }

    [Fact]
    public async Task ReadFromJson_WhenTheBodyIsBroken_ThrowsAsTheRealWorkerDoes()
    {
        await using var host = await StartAsync();
        using var content = new StringContent("{\"a\":");

        using var response = await host.Client.PostAsync(new Uri("/api/readsjson", UriKind.Relative), content);

        Assert.Equal("AggregateException JsonException", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_WhenItsLengthExceedsTheLimit_IsRefusedBeforeItIsRead()
    {
        await using var host = await StartAsync("--EmbeddedHost:MaxRequestBodyBytes", "1000");
        using var content = new ByteArrayContent(new byte[1001]);

        using var response = await host.Client.PostAsync(new Uri("/api/counts", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(0, host.Services.GetRequiredService<Probe>().Calls);
    }

    [Fact]
    public async Task Body_WhenChunkedAndLongerThanTheLimit_IsCutOffWhileItIsRead()
    {
        await using var host = await StartAsync("--EmbeddedHost:MaxRequestBodyBytes", "100000");
        var source = new FedStream(new string('x', 16_000));
        for (var part = 0; part < 20; part++)
        {
            source.Feed(new string('x', 16_000));
        }

        source.End();
        using var content = new StreamContent(source, 16_384);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/counts") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Body_WhenLarge_ReachesTheFunctionAsItArrives()
    {
        await using var host = await StartAsync();
        var probe = host.Services.GetRequiredService<Probe>();
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        await using var stream = client.GetStream();

        await stream.WriteAsync("POST /api/counts HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n"u8.ToArray());
        await Eventually.IsTrueAsync(() => probe.BytesRead == 5, "the first part arrives before the last is sent");
        await stream.WriteAsync("6\r\nsecond\r\n0\r\n\r\n"u8.ToArray());

        Assert.EndsWith("\r\n11", await ReadAsync(stream), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/counts HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /api/counts HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Header\r\n\r\n", "400")]
    [InlineData("POST /api/counts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n", "400")]
    [InlineData("POST /api/counts HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("GET /api/counts HTTP/1.1\r\nHost: evil.example\r\n\r\n", "400")]
    public async Task Request_WhenMalformed_IsAnsweredWithoutReachingMoreThanItMust(string raw, string status)
    {
        await using var host = await StartAsync();

        Assert.StartsWith($"HTTP/1.1 {status} ", await SendRawAsync(host.Address, raw), StringComparison.Ordinal);
        Assert.Equal("0", await host.GetAsync("/api/counts"));
    }

    [Fact]
    public async Task Caller_WhenItGoesAway_CancelsTheFunction()
    {
        await using var host = await StartAsync();
        var probe = host.Services.GetRequiredService<Probe>();
        using var goAway = new CancellationTokenSource();

        var answer = host.Client.GetAsync(new Uri("/api/waits", UriKind.Relative), goAway.Token);
        await Eventually.CompletesAsync(probe.Waiting);
        await goAway.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await Eventually.CompletesAsync(probe.Cancelled);
    }

    [Fact]
    public async Task Function_WhenItsTimeIsUp_IsCancelledAndAnswered504()
    {
        var time = new VirtualTime();
        await using var host = await StartAsync(time, OneMinute);
        var probe = host.Services.GetRequiredService<Probe>();

        var answer = host.Client.GetAsync(new Uri("/api/waits", UriKind.Relative));
        await Eventually.CompletesAsync(probe.Waiting);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(probe.Cancelled.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        using var response = await Eventually.CompletesAsync(answer);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [Fact]
    public async Task Function_WhenItIgnoresItsCancellation_IsAnswered504AllTheSame()
    {
        var time = new VirtualTime();
        await using var host = await StartAsync(time, OneMinute);
        var probe = host.Services.GetRequiredService<Probe>();

        var answer = host.Client.GetAsync(new Uri("/api/ignores", UriKind.Relative));
        await Eventually.CompletesAsync(probe.Waiting);
        time.Advance(TimeSpan.FromSeconds(61));
        time.Advance(TimeSpan.FromSeconds(5));

        using var response = await Eventually.CompletesAsync(answer);
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        probe.Release();
    }

    [Fact]
    public async Task Requests_WhenMoreThanMayBeOutstanding_AreAnswered429()
    {
        await using var host = await TestHost.StartAsync(Settings() with
        {
            HostJson = """{ "version": "2.0", "extensions": { "http": { "maxConcurrentRequests": 1, "maxOutstandingRequests": 2 } } }""",
        });
        var probe = host.Services.GetRequiredService<Probe>();
        var running = host.Client.GetAsync(new Uri("/api/ignores", UriKind.Relative));
        await Eventually.CompletesAsync(probe.Waiting);
        var others = Enumerable.Range(0, 3).Select(_ => host.Client.GetAsync(new Uri("/api/ignores", UriKind.Relative))).ToList();

        var refused = new List<HttpResponseMessage> { await Eventually.CompletesAsync(await Task.WhenAny(others)) };
        others.RemoveAll(other => other.IsCompleted && other.Result == refused[0]);
        var second = await Eventually.CompletesAsync(Task.WhenAny(others));
        refused.Add(await second);
        others.Remove(second);
        Assert.All(refused, response => Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode));
        Assert.Equal(1, probe.Calls);

        probe.Release();
        using var first = await Eventually.CompletesAsync(running);
        using var waited = await Eventually.CompletesAsync(others[0]);
        Assert.Equal(HttpStatusCode.NoContent, waited.StatusCode);
        Assert.Equal(2, probe.Calls);
    }

    private static Task<TestHost> StartAsync(params string[] arguments) => TestHost.StartAsync(Settings() with { Arguments = arguments });

    private static Task<TestHost> StartAsync(VirtualTime time, string hostJson) => TestHost.StartAsync(Settings() with { Time = time, HostJson = hostJson });

    private static TestHostSettings Settings() => new()
    {
        Functions = [typeof(Functions)],
        Configure = builder => builder.Services.AddSingleton<Probe>(),
    };

    private static async Task<string> SendRawAsync(Uri address, string raw)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(raw));
        return await ReadAsync(stream);
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await Eventually.CompletesAsync(stream.ReadAsync(buffer).AsTask()));
    }

    public sealed class Probe
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public int Calls => _calls;

        public long BytesRead { get; set; }

        public Task Waiting => _waiting.Task;

        public Task Cancelled => _cancelled.Task;

        public Task Released => _released.Task;

        public void Call() => Interlocked.Increment(ref _calls);

        public void Wait() => _waiting.TrySetResult();

        public void Cancel() => _cancelled.TrySetResult();

        public void Release() => _released.TrySetResult();
    }

    public sealed class Functions(Probe probe)
    {
        [Function("Throws")]
        public static Task<HttpResponseData> Throws([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
            => throw new InvalidOperationException("secret detail");

        [Function("ReadsJson")]
        public static async Task<string> ReadsJson([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            try
            {
                await request.ReadFromJsonAsync<Dictionary<string, string>>();
                return "no fault";
            }
            catch (AggregateException exception)
            {
                return $"{exception.GetType().Name} {exception.InnerException?.GetType().Name}";
            }
        }

        [Function("Counts")]
        public async Task<string> Counts([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            probe.Call();
            var buffer = new byte[8192];
            long total = 0;
            int read;
            while ((read = await request.Body.ReadAsync(buffer)) > 0)
            {
                total += read;
                probe.BytesRead = total;
            }

            return $"{total}";
        }

        [Function("Waits")]
        public async Task Waits([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, CancellationToken cancellation)
        {
            await using var registration = cancellation.Register(probe.Cancel);
            probe.Wait();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }

        [Function("Ignores")]
        public Task Ignores([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            probe.Call();
            probe.Wait();
            return probe.Released;
        }
    }
}
