using System.Text;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping;
using FunctionsJobs.Scraping.Fetching;
using FunctionsJobs.Scraping.Robots;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Scraping.Harness;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Scraping.Robots;

public sealed class RobotsReaderTests : IAsyncDisposable
{
    private const string Everything = "User-agent: *\nDisallow: /";

    private readonly OddSite _site = new();
    private readonly ManualTime _time = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Check_WhenTheSiteNamesTheCrawler_FollowsItsGroup()
    {
        _site.On("/robots.txt", 200, "", "User-agent: FunctionsJobsBot\nDisallow: /no\n\nUser-agent: *\nDisallow: /");

        await CheckAsync("/yes");
        Assert.Equal("robots_disallowed", (await FaultAsync("/no")).Code);
        Assert.Equal(["/robots.txt", "/robots.txt"], _site.Paths);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Check_WhenThereIsNone_Returns(int status)
    {
        _site.On("/robots.txt", status, "", Everything);

        await CheckAsync("/");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(304)]
    public async Task Check_WhenItCannotBeHad_AllowsNothingForNow(int status)
    {
        _site.On("/robots.txt", status, "Retry-After: 30");

        var fault = await FaultAsync("/");

        Assert.Equal(("robots_unavailable", true, TimeSpan.FromSeconds(30)), (fault.Code, fault.Retryable, fault.RetryAfter));
    }

    [Fact]
    public async Task Check_WhenTheSiteDoesNotAnswer_AllowsNothingForNow()
    {
        _site.On("/robots.txt", []);

        Assert.True((await FaultAsync("/")).Retryable);
    }

    [Theory]
    [InlineData(5, "robots_disallowed")]
    [InlineData(6, null)]
    public async Task Check_FollowsFiveRedirectsAndTakesMoreForNone(int redirects, string? fault)
    {
        _site.On("/robots.txt", 301, "Location: /1");
        for (var i = 1; i < redirects; i++)
        {
            _site.On($"/{i}", 301, $"Location: /{i + 1}");
        }

        _site.On($"/{redirects}", 200, "", Everything);

        Assert.Equal(fault, (await Record.ExceptionAsync(() => CheckAsync("/")) as JobFaultException)?.Fault.Code);
    }

    [Fact]
    public async Task Check_WhenRedirectedToAnAddressThatIsNotPublic_IsBlocked()
    {
        _site.On("/robots.txt", 302, "Location: http://169.254.169.254/");

        Assert.Equal("blocked_target", (await FaultAsync("/")).Code);
    }

    [Fact]
    public async Task Check_OfALongFile_ReadsItsBeginning()
    {
        var filler = new StringBuilder("User-agent: *\nDisallow: /first\n");
        while (filler.Length < RobotsFile.MaxBytes)
        {
            filler.Append("# filler filler filler filler filler filler filler filler filler\n");
        }

        _site.On("/robots.txt", 200, "", filler.Append("Disallow: /last\n").ToString());

        await CheckAsync("/last");
        Assert.Equal("robots_disallowed", (await FaultAsync("/first")).Code);
    }

    [Fact]
    public async Task Check_AsksAgainOnlyWhenTheLifetimeIsOver()
    {
        _site.On("/robots.txt", 200, "", "").OnPage("/", "");
        var cache = new RobotsCache(Options.Create(TestFetcher.Short), _time);

        await TestFetcher.For(_site, cache: cache).FetchAsync(_site.At("/"), default);
        await TestFetcher.For(_site, cache: cache).FetchAsync(_site.At("/"), default);
        _time.Advance(TestFetcher.Short.RobotsLifetime);
        await TestFetcher.For(_site, cache: cache).FetchAsync(_site.At("/"), default);

        Assert.Equal(["/robots.txt", "/", "/", "/robots.txt", "/"], _site.Paths);
    }

    [Fact]
    public void Cache_KeepsWithinItsBoundThoseThatAreAskedFor()
    {
        var cache = new RobotsCache(Options.Create(new ScrapingOptions { RobotsCacheBytes = 1024 * 1024 }), _time);
        var file = RobotsFile.Parse("User-agent: *\nDisallow: /" + new string('a', 10_000), "any");
        cache.Set("kept", file);
        for (var i = 0; i < 1000; i++)
        {
            cache.Set($"{i}", file);
            Assert.True(cache.TryGet("kept", out _));
        }

        Assert.InRange(cache.Count, 10, 1024 * 1024 / 10_000);
        Assert.False(cache.TryGet("0", out _));
    }

    private async Task CheckAsync(string path)
    {
        using var scope = new FetchScope(TestFetcher.Short.FetchTimeout, TimeProvider.System, CancellationToken.None);
        await TestFetcher.RobotsOf(_site).CheckAsync(_site.At(path), scope);
    }

    private async Task<JobFault> FaultAsync(string path) => (await Assert.ThrowsAsync<JobFaultException>(() => CheckAsync(path))).Fault;
}
