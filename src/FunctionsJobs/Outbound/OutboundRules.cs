using System.Net;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Outbound;

/// <summary>Which addresses named by callers may be called.</summary>
/// <remarks>
/// A name is looked up by whoever connects, and what counts is the address that is connected to: a name that resolves to a private address, now or
/// at the second look, is refused at that moment.
/// </remarks>
public sealed class OutboundRules
{
    private readonly HashSet<OutboundTarget> _allowed;
    private readonly HashSet<int> _ports;

    public OutboundRules(IOptions<OutboundOptions> options)
    {
        _allowed = [.. options.Value.AllowedTargets.Select(text => OutboundTarget.TryParse(text, out var target) ? target : default)];
        _ports = options.Value.Ports is { Count: > 0 } ports ? [.. ports] : [80, 443];
    }

    /// <summary>Refuses an address for what it says: scheme, credentials, port, or a host that is an address of a private network.</summary>
    /// <returns>Why it may not be called, or null.</returns>
    public string? Refuse(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            return "must be an absolute http or https address";
        }

        if (address.UserInfo.Length > 0)
        {
            return "must not contain a user name or password";
        }

        if (IsAllowed(address.IdnHost, address.Port))
        {
            return null;
        }

        if (!_ports.Contains(address.Port))
        {
            return $"must not use port {address.Port}";
        }

        var host = address.IdnHost.Trim('[', ']').TrimEnd('.');
        var isPrivate = IPAddress.TryParse(host, out var ip) ? !PublicAddresses.Contains(ip) : IsLocalName(host);
        return isPrivate ? "must be a public address" : null;
    }

    /// <summary>Whether a connection to this endpoint of the host may be opened.</summary>
    internal bool MayConnect(string host, IPEndPoint endpoint) =>
        IsAllowed(host, endpoint.Port) || PublicAddresses.Contains(endpoint.Address);

    private bool IsAllowed(string host, int port) => _allowed.Contains(new OutboundTarget(host.Trim('[', ']').ToLowerInvariant(), port));

    private static bool IsLocalName(string host) =>
        !host.Contains('.', StringComparison.Ordinal)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".local", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase);
}
