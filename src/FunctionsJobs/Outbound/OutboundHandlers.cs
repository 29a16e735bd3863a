using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Outbound;

/// <summary>Makes handlers for calls to addresses that callers name: they check what they connect to, and follow nothing by themselves.</summary>
public sealed class OutboundHandlers(OutboundRules rules, IOptions<OutboundOptions> options)
{
    /// <summary>Response headers together may have this many kilobytes; more end the call with <see cref="HttpRequestError.ConfigurationLimitExceeded"/>.</summary>
    public const int MaxResponseHeadersKilobytes = 32;

    /// <summary>Looks up a name. Replaced by tests.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> LookUpAsync { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>
    /// A handler without redirects, cookies, proxy, credentials, decompression or downloads of certificates. What is left of an answer that nobody read is not waited for. Opening a connection throws <see cref="OutboundRefusedException"/>
    /// inside an <see cref="HttpRequestException"/> when the host has no address that may be called.
    /// </summary>
    public SocketsHttpHandler Create() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.Value.ConnectTimeout,
        MaxResponseHeadersLength = MaxResponseHeadersKilobytes,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = new SslClientAuthenticationOptions
        {
            // A certificate can name addresses to complete its chain from, and those are called by no code of ours.
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        },
        ActivityHeadersPropagator = null,
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await LookUpAsync(host, cancellation);
        var endpoints = addresses
            .Select(address => new IPEndPoint(address, context.DnsEndPoint.Port))
            .Where(endpoint => rules.MayConnect(host, endpoint))
            .ToArray();
        if (endpoints.Length == 0)
        {
            throw new OutboundRefusedException($"The host '{host}' has no public address.");
        }

        Exception? last = null;
        foreach (var endpoint in endpoints)
        {
            var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(endpoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new HttpRequestException($"No address of the host '{host}' could be reached.", last);
    }
}
