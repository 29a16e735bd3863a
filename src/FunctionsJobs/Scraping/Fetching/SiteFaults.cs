using System.Net.Sockets;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Outbound;

namespace FunctionsJobs.Scraping.Fetching;

/// <summary>What it means that a request failed.</summary>
internal static class SiteFaults
{
    /// <summary>The fault that an exception of a request stands for.</summary>
    public static JobFault From(Exception exception, ConnectionWatch watch)
    {
        for (Exception? at = exception; at is not null; at = at.InnerException)
        {
            if (Known(at, watch) is { } fault)
            {
                return fault;
            }
        }

        return ScrapingFaults.Unreachable(watch.Host);
    }

    private static JobFault? Known(Exception exception, ConnectionWatch watch) => exception switch
    {
        JobFaultException e => e.Fault,
        OutboundRefusedException => ScrapingFaults.Blocked(watch.Host),
        OperationCanceledException => watch.HasBegun ? ScrapingFaults.TooSlow(watch.Host) : ScrapingFaults.TimedOut(watch.Host),
        HttpRequestException e => Known(e.HttpRequestError, watch.Host),
        HttpIOException e => Known(e.HttpRequestError, watch.Host),
        InvalidDataException => ScrapingFaults.BadEncoding(watch.Host),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery } =>
            ScrapingFaults.DnsFailed(watch.Host),
        _ => null,
    };

    private static JobFault? Known(HttpRequestError error, string host) => error switch
    {
        HttpRequestError.NameResolutionError => ScrapingFaults.DnsFailed(host),
        HttpRequestError.SecureConnectionError => ScrapingFaults.TlsFailed(host),
        HttpRequestError.ConfigurationLimitExceeded => ScrapingFaults.TooLarge(host),
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => ScrapingFaults.BadResponse(host),
        _ => null,
    };
}
