using System.Buffers;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Scraping.Fetching;

/// <summary>A server's answer; disposing of it closes the connection, whatever is still to come.</summary>
internal sealed class SiteAnswer(HttpMessageInvoker http, HttpResponseMessage response, ConnectionWatch watch, FetchScope scope) : IDisposable
{
    private const int PieceBytes = 32 * 1024;

    /// <summary>Status and headers.</summary>
    public HttpResponseMessage Response => response;

    /// <summary>The status.</summary>
    public int Status => (int)response.StatusCode;

    /// <summary>Whether it asks to look elsewhere.</summary>
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    /// <summary>When the server says to come back, from now; or null.</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } at } when at > now => at - now,
        _ => null,
    };

    /// <summary>Reads the body, as far as the limits allow.</summary>
    /// <param name="maxSent">Most bytes as sent.</param>
    /// <param name="maxUnpacked">Most bytes unpacked.</param>
    /// <exception cref="JobFaultException">It broke off, came too slowly, or cannot be unpacked.</exception>
    public async Task<SiteBody> ReadBodyAsync(int maxSent, int maxUnpacked)
    {
        try
        {
            return await ReadAsync(maxSent, maxUnpacked);
        }
        catch (Exception) when (scope.Stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(scope.Stop);
        }
        catch (Exception e) when (e is not JobFaultException)
        {
            throw new JobFaultException(SiteFaults.From(e, watch), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        response.Dispose();
        http.Dispose();
    }

    private async Task<SiteBody> ReadAsync(int maxSent, int maxUnpacked)
    {
        var sent = new SentBytes(await response.Content.ReadAsStreamAsync(scope.Token), maxSent);
        var unpacked = ContentCoding.Unpack(sent, response.Content.Headers.ContentEncoding)
            ?? throw new JobFaultException(ScrapingFaults.BadEncoding(watch.Host));
        var kept = new ArrayBufferWriter<byte>();
        while (true)
        {
            int read;
            try
            {
                read = await unpacked.ReadAsync(kept.GetMemory(PieceBytes)[..PieceBytes], scope.Token);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
            {
                // Cut off by the limit, it has no proper end.
                return sent.IsExceeded ? Body(isCut: true) : throw new JobFaultException(ScrapingFaults.BadEncoding(watch.Host));
            }

            if (read == 0)
            {
                return Body(sent.IsExceeded);
            }

            var room = maxUnpacked - kept.WrittenCount;
            kept.Advance(Math.Min(read, room));
            if (read > room)
            {
                return Body(isCut: true);
            }
        }

        SiteBody Body(bool isCut) => new(kept.WrittenMemory, sent.Count, isCut);
    }
}
