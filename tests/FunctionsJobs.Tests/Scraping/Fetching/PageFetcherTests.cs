using System.IO.Compression;
using System.Net;
using System.Text;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping;
using FunctionsJobs.Scraping.Fetching;
using FunctionsJobs.Tests.Scraping.Harness;

namespace FunctionsJobs.Tests.Scraping.Fetching;

public sealed class PageFetcherTests : IAsyncDisposable
{
    private readonly OddSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Fetch_OfAPage_GivesItsTextHeadersAndSize()
    {
        _site.OnPage("/", "<p>Grüße</p>", "Content-Type: text/html; charset=utf-8\nServer: nginx\nX-A: 1\nX-A: 2");

        var page = await FetchAsync("/#part");

        Assert.Equal((_site.At("/"), 200, 14, "<p>Grüße</p>"), (page.Url, page.Status, page.SentBytes, page.Text));
        Assert.Equal(("nginx", "1, 2"), (page.Headers["server"], page.Headers["x-a"]));
        Assert.Equal(["/robots.txt", "/"], _site.Paths);
    }

    [Fact]
    public async Task Fetch_SaysWhoAsksAndSendsNothingElse()
    {
        _site.OnPage("/", "");

        await FetchAsync("/");

        var head = _site.Requests.Last().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^User-Agent: FunctionsJobsBot/\S+ \(\+https://bot\.example/about\)$", Assert.Single(head, line => line.StartsWith("User-Agent", StringComparison.Ordinal)));
        Assert.Equal(["Host", "User-Agent", "Accept", "Accept-Encoding"], head.Skip(1).Select(line => line.Split(':')[0]));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://localhost:7071/admin/host/status")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://user:password@example.com/")]
    [InlineData("ftp://example.com/")]
    public async Task Fetch_OfAnAddressThatIsNotPublic_IsBlockedBeforeAnyLookUp(string address)
    {
        var fetcher = TestFetcher.Create(lookUp: (_, _) => throw new InvalidOperationException("looked up"));

        AssertFault("blocked_target", retryable: false, await FaultAsync(() => fetcher.FetchAsync(new Uri(address), default)));
    }

    [Fact]
    public async Task Fetch_WhenAPublicNameIsThisMachine_IsBlockedBeforeAConnection()
    {
        var fetcher = TestFetcher.Create(lookUp: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.IPv6Loopback]));

        AssertFault("blocked_target", retryable: false, await FaultAsync(() => fetcher.FetchAsync(new Uri("http://rebound.example.com/"), default)));
        Assert.Empty(_site.Requests);
    }

    // A public address, of a block that nobody has, at the first look; this machine's at the second.
    [Fact]
    public async Task Fetch_WhenANameChangesItsAddress_IsBlockedAtTheConnectionThatItChangedFor()
    {
        var looks = 0;
        var fetcher = TestFetcher.Create(lookUp: (_, _) => Task.FromResult<IPAddress[]>([looks++ == 0 ? IPAddress.Parse("2000::1") : IPAddress.Loopback]));

        Assert.True((await FaultAsync(() => fetcher.FetchAsync(new Uri("http://flips.example.com/"), default))).Retryable);
        AssertFault("blocked_target", retryable: false, await FaultAsync(() => fetcher.FetchAsync(new Uri("http://flips.example.com/"), default)));
        Assert.Equal(2, looks);
    }

    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("javascript:alert(1)")]
    public async Task Fetch_WhenRedirectedToWhereItMayNot_IsBlocked(string location)
    {
        _site.On("/", 302, $"Location: {location}");

        AssertFault("blocked_target", retryable: false, await FaultAsync("/"));
    }

    [Fact]
    public async Task Fetch_FollowsRedirectsToOtherPathsAndAsksEachHostsRobots()
    {
        await using var other = new OddSite();
        _site.On("/", 301, "Location: /next").On("/next", 308, $"Location: {other.At("/there?x=1#part")}");
        other.OnPage("/there?x=1", "found");

        var page = await TestFetcher.Create(null, null, null, _site.Authority, other.Authority).FetchAsync(_site.At("/"), default);

        Assert.Equal((other.At("/there?x=1"), "found"), (page.Url, page.Text));
        Assert.Equal(["/robots.txt", "/", "/next"], _site.Paths);
        Assert.Equal(["/robots.txt", "/there?x=1"], other.Paths);
    }

    [Fact]
    public async Task Fetch_WhenTheHostRedirectedToDisallowsIt_IsNotRead()
    {
        await using var other = new OddSite();
        _site.On("/", 302, $"Location: {other.At("/private")}");
        other.On("/robots.txt", 200, "", "User-agent: *\nDisallow: /private").OnPage("/private", "secret");

        AssertFault(
            "robots_disallowed", retryable: false, await FaultAsync(() => TestFetcher.Create(null, null, null, _site.Authority, other.Authority).FetchAsync(_site.At("/"), default)));
        Assert.Equal(["/robots.txt"], other.Paths);
    }

    [Fact]
    public async Task Fetch_WhenRedirectedWithoutEnd_Stops()
    {
        for (var i = 0; i < 50; i++)
        {
            _site.On($"/{i}", 302, $"Location: /{i + 1}");
        }

        AssertFault("too_many_redirects", retryable: false, await FaultAsync("/0"));
        Assert.Equal(1 + 1 + TestFetcher.Short.MaxRedirects, _site.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Location: ")]
    [InlineData("Location: http://")]
    [InlineData("Location: http://a:b@example.com/")]
    public async Task Fetch_WhenRedirectedToNowhere_SaysSo(string header)
    {
        _site.On("/", 302, header);

        AssertFault("bad_redirect", retryable: false, await FaultAsync("/"));
    }

    [Theory]
    [InlineData(404, false)]
    [InlineData(401, false)]
    [InlineData(410, false)]
    [InlineData(204, false)]
    [InlineData(304, false)]
    [InlineData(408, true)]
    [InlineData(425, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public async Task Fetch_OfAnotherStatus_SaysWhetherItMayPass(int status, bool retryable)
    {
        _site.On("/", status);

        AssertFault($"http_{status}", retryable, await FaultAsync("/"));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("999999", 900)]
    [InlineData("soon", null)]
    public async Task Fetch_WhenTheServerSaysWhenToComeBack_TheFaultSaysSoWithinABound(string retryAfter, int? seconds)
    {
        _site.On("/", 503, $"Retry-After: {retryAfter}");

        Assert.Equal(seconds, (int?)(await FaultAsync("/")).RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData("Content-Type: application/pdf")]
    [InlineData("Content-Type: text/plain")]
    [InlineData("Content-Type: text/html, text/plain")]
    [InlineData("X-None: 1")]
    public async Task Fetch_OfWhatIsNotDeclaredAsHtml_IsNotRead(string header)
    {
        _site.On("/", 200, header, "<html></html>");

        AssertFault("not_html", retryable: false, await FaultAsync("/"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Fetch_OfAPackedPage_UnpacksIt(string coding)
    {
        var packed = Pack(coding, Encoding.UTF8.GetBytes("<p>packed</p>"));
        _site.On("/", OddSite.Answer(200, $"Content-Type: text/html\nContent-Encoding: {coding}", packed));

        var page = await FetchAsync("/");

        Assert.Equal(("<p>packed</p>", packed.Length), (page.Text, page.SentBytes));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Fetch_OfABomb_StopsAtTheLimit(string coding)
    {
        _site.On("/", OddSite.Answer(200, $"Content-Type: text/html\nContent-Encoding: {coding}", Pack(coding, new byte[32 * 1024 * 1024])));

        AssertFault("too_large", retryable: false, await FaultAsync("/"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public async Task Fetch_OfWhatCannotBeUnpacked_SaysSo(string coding)
    {
        _site.On("/", OddSite.Answer(200, $"Content-Type: text/html\nContent-Encoding: {coding}", "\x01\x02\x03 this is no such thing"u8.ToArray()));

        AssertFault("bad_encoding", retryable: false, await FaultAsync("/"));
    }

    [Fact]
    public async Task Fetch_OfAPackedPageThatIsCutOff_SaysSo()
    {
        var packed = Pack("gzip", Encoding.UTF8.GetBytes(new string('a', 5000)));
        _site.On("/", OddSite.Answer(200, "Content-Type: text/html\nContent-Encoding: gzip", packed[..^10]));

        AssertFault("bad_encoding", retryable: false, await FaultAsync("/"));
    }

    [Fact]
    public async Task Fetch_OfAPageThatSaysItIsHuge_IsNotRead()
    {
        _site.On("/", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10737418240\r\n\r\n"u8.ToArray());

        AssertFault("too_large", retryable: false, await FaultAsync("/"));
    }

    [Theory]
    [InlineData("Connection: close")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task Fetch_OfAPageWithoutEnd_StopsAtTheLimit(string framing)
    {
        var sent = 0L;
        var chunk = framing.StartsWith("Transfer", StringComparison.Ordinal) ? "400\r\n" + new string('a', 0x400) + "\r\n" : new string('a', 0x400);
        _site.On("/", async (stream, cancellation) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{framing}\r\n\r\n"), cancellation);
            while (true)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(chunk), cancellation);
                sent += chunk.Length;
            }
        });

        AssertFault("too_large", retryable: false, await FaultAsync("/"));
        Assert.True(sent < 64 * 1024 * 1024, $"{sent} bytes were sent");
    }

    [Fact]
    public async Task Fetch_WhenAByteComesNowAndThen_GivesUpForGood()
    {
        _site.On("/", async (stream, cancellation) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"u8.ToArray(), cancellation);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        });

        AssertFault("too_slow", retryable: false, await FaultAsync("/"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "a")]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-A: b\r\n")]
    public async Task Fetch_WhenItTricklesWithoutEnd_GivesUpForGoodWhenTheTimeIsOver(string beginning, string drop)
    {
        _site.On("/", async (stream, cancellation) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), cancellation);
            while (true)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), cancellation);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
            }
        });

        AssertFault("too_slow", retryable: false, await FaultAsync("/", new ScrapingOptions { FetchTimeout = TimeSpan.FromSeconds(3), IdleTimeout = TimeSpan.FromSeconds(3) }));
    }

    [Fact]
    public async Task Fetch_WhenNothingComes_MayBeTriedAgain()
    {
        _site.On("/", (_, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation));

        AssertFault("timed_out", retryable: true, await FaultAsync("/"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("")]
    public async Task Fetch_OfAHundredThousandHeaders_StopsAtTheLimit(string start)
    {
        _site.On("/", async (stream, cancellation) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(start), cancellation);
            for (var i = 0; i < 100_000; i++)
            {
                // Without a status line: interim answers, each with a header of its own, and never a final one.
                var piece = start.Length > 0 ? $"X-{i}: {i}\r\n" : $"HTTP/1.1 103 Early Hints\r\nX-{i}: {i}\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), cancellation);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        });

        AssertFault("too_large", retryable: false, await FaultAsync("/"));
    }

    [Fact]
    public async Task Fetch_OfWhatIsNotHttp_SaysSo()
    {
        _site.On("/", "SSH-2.0-OpenSSH_9.2\r\n\r\n"u8.ToArray());

        AssertFault("bad_response", retryable: false, await FaultAsync("/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nhalf")]
    public async Task Fetch_WhenTheConnectionBreaks_MayBeTriedAgain(string answer)
    {
        _site.On("/", Encoding.ASCII.GetBytes(answer));

        AssertFault("unreachable", retryable: true, await FaultAsync("/"));
    }

    [Fact]
    public async Task Fetch_WhenNobodyListens_MayBeTriedAgain()
    {
        var authority = _site.Authority;
        await _site.DisposeAsync();

        AssertFault("unreachable", retryable: true, await FaultAsync(() => TestFetcher.Create(null, null, null, authority).FetchAsync(new Uri($"http://{authority}/"), default)));
    }

    [Fact]
    public async Task Fetch_WhenTheNameIsNotFound_MayBeTriedAgain()
    {
        var fetcher = TestFetcher.Create(
            lookUp: (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));

        AssertFault("dns_failed", retryable: true, await FaultAsync(() => fetcher.FetchAsync(new Uri("http://nowhere.example.com/"), default)));
    }

    [Fact]
    public async Task Fetch_WhenTheOtherSideSpeaksNoTls_MayBeTriedAgain()
    {
        _site.OnPage("/", "");

        AssertFault("tls_failed", retryable: true, await FaultAsync(() => TestFetcher.For(_site).FetchAsync(new Uri($"https://{_site.Authority}/"), default)));
    }

    [Fact]
    public async Task Fetch_WhenTheJobIsStopped_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _site.On("/", (_, cancellation) =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        });

        var fetching = TestFetcher.For(_site, new ScrapingOptions()).FetchAsync(_site.At("/"), stop.Token);
        await asked.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    private static byte[] Pack(string coding, byte[] content)
    {
        var packed = new MemoryStream();
        using (Stream packing = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.SmallestSize),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.SmallestSize),
        })
        {
            packing.Write(content);
        }

        return packed.ToArray();
    }

    private static void AssertFault(string code, bool retryable, JobFault fault)
    {
        Assert.Equal((code, retryable), (fault.Code, fault.Retryable));
        Assert.Equal(retryable, fault.Category is JobFaultCategory.Network or JobFaultCategory.Timeout);
    }

    private static async Task<JobFault> FaultAsync(Func<Task<FetchedPage>> fetch) => (await Assert.ThrowsAsync<JobFaultException>(fetch)).Fault;

    private Task<JobFault> FaultAsync(string path, ScrapingOptions? options = null) => FaultAsync(() => TestFetcher.For(_site, options).FetchAsync(_site.At(path), default));

    private Task<FetchedPage> FetchAsync(string path) => TestFetcher.For(_site).FetchAsync(TargetUrl.WithoutFragment(_site.At(path)), default);
}
