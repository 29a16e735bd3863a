using System.Globalization;

namespace FunctionsJobs.Outbound;

/// <summary>A host and a port, as settings name them.</summary>
/// <param name="Host">The name or address, in lower case; an IPv6 address without brackets.</param>
/// <param name="Port">1 to 65535.</param>
internal readonly record struct OutboundTarget(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c> or <c>[address]:port</c>.</summary>
    public static bool TryParse(string text, out OutboundTarget target)
    {
        target = default;
        var colon = text.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535)
        {
            return false;
        }

        var host = text[..colon];
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            return false;
        }

        target = new OutboundTarget(host.Trim('[', ']').ToLowerInvariant(), port);
        return true;
    }
}
