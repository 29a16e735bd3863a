using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.EndToEnd.Scraping;

/// <summary>Web sites of many companies, each on a loopback address of its own. They count who asks for what, and how many ask one of them at once.</summary>
internal sealed class CompanySites : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, int> _parallel = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _pages = new();
    private int _most;

    private CompanySites(int count, TimeSpan pace)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var site = 1; site <= count; site++)
            {
                kestrel.Listen(IPAddress.Parse($"127.0.0.{site}"), 0);
            }
        });
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapGet("/robots.txt", () => Results.NotFound());
        _server.MapGet("/{page}", async (HttpContext context, string page) =>
        {
            var host = context.Request.Host.Value!;
            InterlockedMax(_parallel.AddOrUpdate(host, 1, (_, now) => now + 1));
            try
            {
                await Task.Delay(pace, TimeProvider.System, context.RequestAborted);
                _pages.Enqueue($"http://{host}/{page}");
                return Results.Content($"<title>Company at {host}</title>", "text/html; charset=utf-8");
            }
            finally
            {
                _parallel.AddOrUpdate(host, 0, (_, now) => now - 1);
            }
        });
    }

    /// <summary><c>host:port</c> of every site.</summary>
    public IReadOnlyList<string> Authorities => [.. _server.Urls.Select(url => new Uri(url).Authority)];

    /// <summary>The pages that were served, each time they were.</summary>
    public IReadOnlyCollection<string> Pages => _pages;

    /// <summary>Most requests for pages of one site at once.</summary>
    public int MostPerSite => Volatile.Read(ref _most);

    public static async Task<CompanySites> StartAsync(int count, TimeSpan pace)
    {
        var sites = new CompanySites(count, pace);
        await sites._server.StartAsync();
        return sites;
    }

    /// <summary>What lets the program call them.</summary>
    public Dictionary<string, string> Settings() =>
        Authorities.Select((authority, i) => (Name: $"Outbound__AllowedTargets__{i}", authority)).ToDictionary(target => target.Name, target => target.authority);

    /// <summary>Addresses of pages, of every site as many, and those of one site one after the other: without a limit per host they would be asked for at once.</summary>
    public IReadOnlyList<string> Urls(int pagesPerSite) =>
        [.. Authorities.SelectMany(authority => Enumerable.Range(1, pagesPerSite).Select(page => $"http://{authority}/page-{page}"))];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void InterlockedMax(int value)
    {
        for (var current = Volatile.Read(ref _most); value > current;)
        {
            var seen = Interlocked.CompareExchange(ref _most, value, current);
            if (seen == current)
            {
                return;
            }

            current = seen;
        }
    }
}
