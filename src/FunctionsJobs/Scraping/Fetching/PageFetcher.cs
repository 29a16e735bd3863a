using System.Net;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Robots;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Scraping.Fetching;

/// <summary>Gets a page, following redirects by hand: each hop is checked like the first, by the rules of outbound calls and by its own host's <c>robots.txt</c>.</summary>
public sealed class PageFetcher(SiteClient client, RobotsReader robots, IOptions<ScrapingOptions> options, TimeProvider time)
{
    private const string Accept = "text/html, application/xhtml+xml";

    private readonly ScrapingOptions _options = options.Value;

    /// <summary>Gets a page.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="mayRead">Called when the address's own <c>robots.txt</c> has allowed it.</param>
    /// <param name="cancellation">Fires when the job is stopped.</param>
    /// <exception cref="JobFaultException">There is none to be had; the fault says why, and whether it may be later.</exception>
    internal async Task<FetchedPage> FetchAsync(Uri url, Func<Task> mayRead, CancellationToken cancellation)
    {
        using var scope = new FetchScope(_options.FetchTimeout, time, cancellation);
        for (var redirects = 0; ; redirects++)
        {
            await robots.CheckAsync(url, scope);
            if (redirects == 0)
            {
                await mayRead();
            }

            using var answer = await client.GetAsync(url, Accept, _options.MaxSentBytes, scope);
            if (!answer.IsRedirect)
            {
                return await ReadAsync(url, answer);
            }

            if (redirects == _options.MaxRedirects)
            {
                throw new JobFaultException(ScrapingFaults.TooManyRedirects(_options.MaxRedirects));
            }

            url = Redirects.Target(url, answer);
        }
    }

    private async Task<FetchedPage> ReadAsync(Uri url, SiteAnswer answer)
    {
        if (answer.Response.StatusCode != HttpStatusCode.OK)
        {
            var wait = answer.RetryAfter(time.GetUtcNow());
            throw new JobFaultException(ScrapingFaults.Status(url.IdnHost, answer.Status, wait > _options.MaxRetryAfter ? _options.MaxRetryAfter : wait));
        }

        var content = answer.Response.Content.Headers;
        if (content.ContentType?.MediaType?.ToLowerInvariant() is not ("text/html" or "application/xhtml+xml"))
        {
            throw new JobFaultException(ScrapingFaults.NotHtml(url.IdnHost));
        }

        if (content.ContentLength > _options.MaxSentBytes)
        {
            throw new JobFaultException(ScrapingFaults.TooLarge(url.IdnHost));
        }

        var body = await answer.ReadBodyAsync(_options.MaxSentBytes, _options.MaxPageBytes);
        return body.IsCut
            ? throw new JobFaultException(ScrapingFaults.TooLarge(url.IdnHost))
            : new FetchedPage(url, answer.Status, body.SentBytes, PageText.Read(body.Bytes, content.ContentType.CharSet), HeadersOf(answer.Response));
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) => response.Headers.NonValidated
        .Concat(response.Content.Headers.NonValidated)
        .GroupBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => string.Join(", ", group.SelectMany(header => header.Value)), StringComparer.Ordinal);
}
