using System.Net;
using System.Text;
using FunctionsJobs.Embedded.Http;
using FunctionsJobs.Embedded.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Tests.Http;

public class HttpResponseTests
{
    private const int LargeBody = 3_000_000;

    [Fact]
    public async Task WriteAsJson_WhenAStatusWasSet_KeepsIt()
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri("/api/json", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"Name":"x"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/poco", 200, "application/json; charset=utf-8", """{"Name":"p"}""")]
    [InlineData("/api/text", 200, "text/plain; charset=utf-8", "grüße")]
    [InlineData("/api/bytes", 200, "application/octet-stream", "abc")]
    [InlineData("/api/nothing", 204, null, "")]
    [InlineData("/api/void", 204, null, "")]
    [InlineData("/api/marked", 200, "application/json; charset=utf-8", """{"Name":"marked"}""")]
    [InlineData("/api/held", 418, null, "held")]
    public async Task Result_WhenNoResponse_IsSentByItsKind(string path, int status, string? contentType, string body)
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Headers_WhenSet_ArriveWithCookiesAndRepeatedNames()
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri("/api/headers", UriKind.Relative));

        Assert.Equal(["1", "2"], response.Headers.GetValues("X-Many"));
        Assert.Equal(
            ["a=1; path=/", "b=2; max-age=60; domain=example.org; path=/x; secure; samesite=none; httponly"],
            response.Headers.GetValues("Set-Cookie"));
    }

    [Fact]
    public async Task Body_WhenLargerThanTheMemoryLimit_IsSentFromAFileThatIsGoneAfter()
    {
        await using var host = await StartAsync();

        var body = await host.GetAsync("/api/large", HttpStatusCode.Accepted);

        Assert.Equal(LargeBody, body.Length);
        Assert.True(body.All(character => character == 'x'));
        var probe = host.Services.GetRequiredService<Probe>();
        Assert.True(probe.WasOnDisk);
        await Eventually.IsTrueAsync(() => Directory.GetFiles(Path.Combine(host.DataPath, "spool")).Length == 0, "the spool is empty");
    }

    [Fact]
    public async Task Body_WhenHeadersChangeAfterALargeWrite_SendsTheChanged()
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri("/api/large", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("yes", Assert.Single(response.Headers.GetValues("X-Late")));
    }

    [Fact]
    public async Task Body_WhenAReadableStream_IsCopiedWhileItYieldsAndDisposed()
    {
        await using var host = await StartAsync();
        var probe = host.Services.GetRequiredService<Probe>();

        using var response = await host.Client.GetAsync(new Uri("/api/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[16];
        Assert.Equal("first", Encoding.UTF8.GetString(buffer, 0, await Eventually.CompletesAsync(body.ReadAsync(buffer).AsTask())));
        probe.Source.Feed("second");
        Assert.Equal("second", Encoding.UTF8.GetString(buffer, 0, await Eventually.CompletesAsync(body.ReadAsync(buffer).AsTask())));
        probe.Source.End();

        Assert.Equal(0, await Eventually.CompletesAsync(body.ReadAsync(buffer).AsTask()));
        await Eventually.CompletesAsync(probe.Source.Disposed);
    }

    [Fact]
    public async Task Body_WhenASeekableStream_IsSentFromItsBeginWithItsLength()
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri("/api/memory", UriKind.Relative));

        Assert.Equal(6, response.Content.Headers.ContentLength);
        Assert.Equal("memory", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_WhenItsStreamBreaks_BreaksTheConnection()
    {
        await using var host = await StartAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.Client.GetStringAsync(new Uri("/api/broken", UriKind.Relative)));
    }

    [Fact]
    public async Task Request_WhenRead_HasMethodUrlHeadersCookiesAndQuery()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/echo?a=1&a=2&b=%C3%A4");
        request.Headers.Add("Cookie", "one=1; two=a=b; three");
        request.Headers.Add("X-Test", ["x", "y"]);

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(
            $"PUT {host.Address}api/echo?a=1&a=2&b=%C3%A4 x, y one=1 two=a=b three= 1,2 ä",
            await response.Content.ReadAsStringAsync());
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync(new TestHostSettings
    {
        Functions = [typeof(Functions)],
        Configure = builder => builder.Services.AddSingleton<Probe>(),
    });

    public sealed class Probe
    {
        public bool WasOnDisk { get; set; }

        internal FedStream Source { get; } = new("first");
    }

    public sealed record Named(string Name);

    public sealed record WithMarked([property: HttpResult] Named Answer, string Other);

    public sealed record WithResponse(HttpResponseData Response, string Other);

    public sealed class Functions(Probe probe)
    {
        [Function("Json")]
        public static async Task<HttpResponseData> Json([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            var response = request.CreateResponse(HttpStatusCode.Created);
            await response.WriteAsJsonAsync(new Named("x"));
            return response;
        }

        [Function("Poco")]
        public static Task<Named> Poco([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => Task.FromResult(new Named("p"));

        [Function("Text")]
        public static ValueTask<string> Text([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => ValueTask.FromResult("grüße");

        [Function("Bytes")]
        public static byte[] Bytes([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "abc"u8.ToArray();

        [Function("Nothing")]
        public static Task<Named?> Nothing([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => Task.FromResult<Named?>(null);

        [Function("Void")]
        public static Task Void([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => Task.CompletedTask;

        [Function("Marked")]
        public static WithMarked Marked([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => new(new Named("marked"), "not sent");

        [Function("Held")]
        public static async Task<WithResponse> Held([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            var response = request.CreateResponse((HttpStatusCode)418);
            await response.WriteStringAsync("held");
            return new WithResponse(response, "not sent");
        }

        [Function("Headers")]
        public static HttpResponseData Headers([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            var response = request.CreateResponse();
            response.Headers.Add("X-Many", ["1", "2"]);
            response.Cookies.Append("a", "1");
            response.Cookies.Append(new HttpCookie("b", "2") { Domain = "example.org", HttpOnly = true, MaxAge = 60, Path = "/x", SameSite = SameSite.ExplicitNone, Secure = true });
            return response;
        }

        [Function("Large")]
        public async Task<HttpResponseData> Large([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            var response = request.CreateResponse();
            var part = Encoding.ASCII.GetBytes(new string('x', 1000));
            for (var written = 0; written < LargeBody; written += part.Length)
            {
                await response.Body.WriteAsync(part);
            }

            probe.WasOnDisk = ((SpooledStream)response.Body).IsOnDisk;
            response.StatusCode = HttpStatusCode.Accepted;
            response.Headers.Add("X-Late", "yes");
            return response;
        }

        [Function("Stream")]
        public HttpResponseData Stream([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            var response = request.CreateResponse();
            response.Body = probe.Source;
            return response;
        }

        [Function("Memory")]
        public static HttpResponseData Memory([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            var response = request.CreateResponse();
            var body = new MemoryStream();
            body.Write("memory"u8);
            response.Body = body;
            return response;
        }

        [Function("Broken")]
        public static HttpResponseData Broken([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
        {
            var response = request.CreateResponse();
            var source = new FedStream("part of it");
            source.Break();
            response.Body = source;
            return response;
        }

        [Function("Echo")]
        public static string Echo([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
            => $"{request.Method} {request.Url.AbsoluteUri} {string.Join(", ", request.Headers.GetValues("X-Test"))} "
                + $"{string.Join(' ', request.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}"))} {request.Query["a"]} {request.Query["b"]}";
    }
}
