using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Builds the addresses of the management API.</summary>
internal sealed class ManagementLinks
{
    private readonly string? _publicBase;
    private readonly bool _useForwardedHost;

    public ManagementLinks(DurableManagementOptions options)
    {
        _publicBase = options.PublicBaseUrl?.AbsoluteUri.TrimEnd('/');
        _useForwardedHost = options.UseForwardedHost;
        KeyQuery = $"code={Uri.EscapeDataString(options.SystemKey)}";
        HostQuery = $"taskHub={Uri.EscapeDataString(options.HubName)}&connection={Uri.EscapeDataString(options.ConnectionName)}&{KeyQuery}";
    }

    /// <summary>The query of links that the host itself makes: task hub, connection and key.</summary>
    public string HostQuery { get; }

    /// <summary>The query of links that function code makes: the key alone, as in the real worker.</summary>
    public string KeyQuery { get; }

    /// <summary>Scheme, host and port for links in the answer to a request.</summary>
    public string OriginOf(HttpRequest request)
        => _publicBase
            ?? ForwardedOrigin(Header(request, "X-Forwarded-Proto"), Header(request, "X-Forwarded-Host"))
            ?? $"{request.Scheme}://{HostOf(request)}";

    /// <summary>The address of a request, as its caller can use it again: the target as it was sent.</summary>
    public string AddressOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return OriginOf(request) + (target.StartsWith('/') ? target : $"{request.PathBase}{request.Path}{request.QueryString}");
    }

    /// <summary>Scheme, host and port for links that function code makes.</summary>
    /// <param name="url">The address of the request that the function serves.</param>
    /// <param name="header">Reads a header of that request; <see langword="null"/> when it is missing.</param>
    public string OriginOf(Uri url, Func<string, string?> header)
        => _publicBase
            ?? ForwardedOrigin(header("X-Forwarded-Proto"), header("X-Forwarded-Host"))
            ?? url.GetLeftPart(UriPartial.Authority);

    /// <summary>
    /// Scheme, host and port for links that are made outside of any request: the public address, or else where the host listens. The
    /// host sets the latter once it does; before, there is none. Where it listens on every address, the loopback one stands for all.
    /// </summary>
    public string? HostOrigin
    {
        get => _publicBase ?? field;
        set => field = value?.TrimEnd('/').Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//[::1]", StringComparison.Ordinal);
    }

    private string? ForwardedOrigin(string? proto, string? host)
    {
        if (!_useForwardedHost || proto is null || host is null)
        {
            return null;
        }

        // Several proxies make a list, the outermost first.
        var text = $"{proto.Split(',')[0].Trim()}://{host.Split(',')[0].Trim()}";
        return Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? origin.GetLeftPart(UriPartial.Authority)
            : null;
    }

    // An old client may leave out the host; then the address it reached is the best there is.
    private static string HostOf(HttpRequest request)
        => request.Host.HasValue ? request.Host.Value! : $"{request.HttpContext.Connection.LocalIpAddress}:{request.HttpContext.Connection.LocalPort}";

    private static string? Header(HttpRequest request, string name)
        => request.Headers.TryGetValue(name, out var values) && !StringValues.IsNullOrEmpty(values) ? values[0] : null;
}
