using System.Net;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>The addresses to listen on.</summary>
internal static class ListenAddresses
{
    /// <exception cref="HostStartException">An address is malformed, or reachable from other machines without leave.</exception>
    public static IReadOnlyList<IPEndPoint> Of(EmbeddedHostOptions options)
        => string.IsNullOrWhiteSpace(options.Urls)
            ? [new IPEndPoint(IPAddress.Loopback, options.Port)]
            : [.. options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(url => Parse(url, options.AllowRemote))];

    private static IEnumerable<IPEndPoint> Parse(string url, bool allowRemote)
    {
        // Uri knows neither "*" nor "+", which mean every address.
        var readable = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(readable, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.AbsolutePath != "/")
        {
            throw new HostStartException($"'{url}' is no address to listen on: http://host:port is expected. TLS belongs to the proxy in front.");
        }

        if (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return [new IPEndPoint(IPAddress.Loopback, uri.Port)];
        }

        if (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address))
        {
            throw new HostStartException($"'{url}' is no address to listen on: an IP address or localhost is expected in place of '{uri.Host}'.");
        }

        if (!IPAddress.IsLoopback(address) && !allowRemote)
        {
            throw new HostStartException($"'{url}' can be reached from other machines. Set {EmbeddedHostOptions.SectionName}:{nameof(EmbeddedHostOptions.AllowRemote)}=true if that is meant, or listen on 127.0.0.1.");
        }

        return [new IPEndPoint(address, uri.Port)];
    }
}
