using System.Reflection;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Outbound;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Scraping.Fetching;

/// <summary>Asks web servers of strangers for one thing each: a connection of its own per request, watched from its first byte.</summary>
/// <remarks>Handlers live for one request. That keeps limits exact, and what one server did to a connection away from the next request.</remarks>
public sealed class SiteClient(OutboundRules rules, OutboundHandlers handlers, IOptions<ScrapingOptions> options, TimeProvider time)
{
    // Headers and their interim answers, and the framing of chunks.
    private const int Overhead = 128 * 1024;

    private readonly ScrapingOptions _options = options.Value;
    private readonly string _userAgent = UserAgentOf(options.Value);

    /// <summary>Asks for an address, without following redirects.</summary>
    /// <param name="url">The address; refused before a connection is opened where it may not be called.</param>
    /// <param name="accept">The media types asked for.</param>
    /// <param name="maxSentBytes">Most bytes of the body as sent.</param>
    /// <param name="scope">The time for it.</param>
    /// <returns>The answer, whose body has not been read.</returns>
    /// <exception cref="JobFaultException">There is no answer.</exception>
    internal async Task<SiteAnswer> GetAsync(Uri url, string accept, int maxSentBytes, FetchScope scope)
    {
        if (rules.Refuse(url) is not null)
        {
            throw new JobFaultException(ScrapingFaults.Blocked(url.IdnHost));
        }

        var watch = new ConnectionWatch(url.IdnHost, (2L * maxSentBytes) + Overhead, _options.IdleTimeout, time);
        var handler = handlers.Create();
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        handler.PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new WatchedStream(context.PlaintextStream, watch));
        var http = new HttpMessageInvoker(handler);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", ContentCoding.Accepted);
            return new SiteAnswer(http, await http.SendAsync(request, scope.Token), watch, scope);
        }
        catch (Exception e)
        {
            http.Dispose();
            scope.Stop.ThrowIfCancellationRequested();
            throw new JobFaultException(SiteFaults.From(e, watch), e);
        }
    }

    // The form that operators of sites know: a name with a version, and where to complain.
    private static string UserAgentOf(ScrapingOptions options)
    {
        var version = typeof(SiteClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1.0";
        return $"{options.ProductToken}/{version}{(options.Contact.Length == 0 ? "" : $" (+{options.Contact})")}";
    }
}
