using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Embedded.Hosting.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Http;

/// <summary>
/// What every request passes first: the host name is one we answer for, and the host is not stopping. Adds the app's own headers.
/// </summary>
internal sealed class RequestGate(IOptions<EmbeddedHostOptions> options, HostSettings settings, HostDrain drain, ILogger<RequestGate> logger)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private readonly KeyValuePair<string, string>[] _headers = [.. settings.CustomHeaders];
    private readonly HashSet<string>? _hosts = AllowedHosts(options.Value);
    private int _isRefusalLogged;

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (_headers.Length > 0)
        {
            // At the last moment, since an answer to a fault begins by clearing what the function had set.
            http.Response.OnStarting(AddHeaders, http.Response);
        }

        if (_hosts is not null && !_hosts.Contains(http.Request.Host.Host))
        {
            if (Interlocked.Exchange(ref _isRefusalLogged, 1) == 0)
            {
                HttpLog.HostRefused(logger, http.Request.Host.Host);
            }

            return Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "This host name is not answered here.");
        }

        if (drain.IsDraining)
        {
            http.Response.Headers.Connection = "close";
            return Problem.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The host is stopping.");
        }

        return next(http);
    }

    private Task AddHeaders(object response)
    {
        foreach (var (name, value) in _headers)
        {
            ((HttpResponse)response).Headers[name] = value;
        }

        return Task.CompletedTask;
    }

    private static HashSet<string>? AllowedHosts(EmbeddedHostOptions options)
    {
        var names = options.AllowedHosts?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ?? (options.AllowRemote ? ["*"] : Loopback);
        var hosts = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        if (options.PublicBaseUrl is { } url)
        {
            hosts.Add(url.Host);
        }

        return hosts.Contains("*") ? null : hosts;
    }
}
