using System.Net;
using FunctionsJobs.Outbound;
using FunctionsJobs.Scraping;
using FunctionsJobs.Scraping.Fetching;
using FunctionsJobs.Scraping.Robots;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Scraping.Harness;

/// <summary>Fetchers with short limits that may call sites of the tests.</summary>
internal static class TestFetcher
{
    public static readonly ScrapingOptions Short = new()
    {
        FetchTimeout = TimeSpan.FromSeconds(5),
        IdleTimeout = TimeSpan.FromMilliseconds(400),
        MaxSentBytes = 64 * 1024,
        MaxPageBytes = 128 * 1024,
        Contact = "https://bot.example/about",
    };

    /// <param name="options">Settings; the short ones where left out.</param>
    /// <param name="lookUp">Looks up names, or null.</param>
    /// <param name="cache">Remembers robots.txt, or null.</param>
    /// <param name="allowed">Targets of this machine that may be called.</param>
    public static PageFetcher Create(
        ScrapingOptions? options = null, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null, RobotsCache? cache = null, params string[] allowed)
    {
        var settings = Options.Create(options ?? Short);
        var client = Client(settings, lookUp, allowed);
        return new PageFetcher(client, Robots(client, settings, cache), settings, TimeProvider.System);
    }

    public static PageFetcher For(OddSite site, ScrapingOptions? options = null, RobotsCache? cache = null) => Create(options, null, cache, site.Authority);

    /// <summary>A reader of a site's <c>robots.txt</c>.</summary>
    public static RobotsReader RobotsOf(OddSite site)
    {
        var settings = Options.Create(Short);
        return Robots(Client(settings, null, [site.Authority]), settings, null);
    }

    public static Task<FetchedPage> FetchAsync(this PageFetcher fetcher, Uri url, CancellationToken cancellation) =>
        fetcher.FetchAsync(url, () => Task.CompletedTask, cancellation);

    private static RobotsReader Robots(SiteClient client, IOptions<ScrapingOptions> settings, RobotsCache? cache) =>
        new(client, cache ?? new RobotsCache(settings, TimeProvider.System), settings, TimeProvider.System);

    private static SiteClient Client(IOptions<ScrapingOptions> settings, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp, string[] allowed)
    {
        var outbound = Options.Create(new OutboundOptions { AllowedTargets = [.. allowed], ConnectTimeout = TimeSpan.FromSeconds(2) });
        var rules = new OutboundRules(outbound);
        var handlers = lookUp is null ? new OutboundHandlers(rules, outbound) : new OutboundHandlers(rules, outbound) { LookUpAsync = lookUp };
        return new SiteClient(rules, handlers, settings, TimeProvider.System);
    }
}
