using System.Text;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Fetching;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Scraping.Robots;

/// <summary>
/// Asks sites what may be read (RFC 9309, 2.3.1). A file that is not there (4xx), or redirected more than five times, allows everything; one that cannot be had (5xx, no connection, no
/// answer) allows nothing for now. 408, 425 and 429 count as the latter, since they say nothing about the file.
/// </summary>
public sealed class RobotsReader(SiteClient client, RobotsCache cache, IOptions<ScrapingOptions> options, TimeProvider time)
{
    private const int MaxRedirects = 5;

    /// <summary>Returns when the address may be read.</summary>
    /// <exception cref="JobFaultException">It may not, or that could not be found out.</exception>
    internal async Task CheckAsync(Uri url, FetchScope scope)
    {
        var authority = url.GetLeftPart(UriPartial.Authority);
        if (!cache.TryGet(authority, out var file))
        {
            file = await ReadAsync(new Uri($"{authority}/robots.txt"), scope);
            cache.Set(authority, file);
        }

        if (!file.Allows(url))
        {
            throw new JobFaultException(ScrapingFaults.RobotsDisallowed(url.IdnHost));
        }
    }

    private async Task<RobotsFile> ReadAsync(Uri url, FetchScope scope)
    {
        var host = url.IdnHost;
        try
        {
            for (var redirects = 0; redirects <= MaxRedirects; redirects++)
            {
                using var answer = await client.GetAsync(url, "text/plain", RobotsFile.MaxBytes, scope);
                if (answer.IsRedirect)
                {
                    url = Redirects.Target(url, answer);
                    continue;
                }

                if (answer.Status is >= 200 and < 300)
                {
                    var body = await answer.ReadBodyAsync(RobotsFile.MaxBytes, RobotsFile.MaxBytes);
                    return RobotsFile.Parse(Encoding.UTF8.GetString(body.Bytes.Span), options.Value.ProductToken);
                }

                if (answer.Status is < 400 or >= 500 || ScrapingFaults.MayPass(answer.Status))
                {
                    var wait = answer.RetryAfter(time.GetUtcNow());
                    throw new JobFaultException(ScrapingFaults.RobotsUnavailable(host, wait > options.Value.MaxRetryAfter ? options.Value.MaxRetryAfter : wait));
                }

                break;
            }

            return RobotsFile.Empty;
        }
        catch (JobFaultException e) when (e.Fault.Code is "bad_redirect" or "insecure_redirect")
        {
            // Moved to where it cannot be read: not there.
            return RobotsFile.Empty;
        }
    }
}
