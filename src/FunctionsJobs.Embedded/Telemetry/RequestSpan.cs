using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace FunctionsJobs.Embedded.Telemetry;

/// <summary>
/// Describes the span that the web server makes of a request, by the OpenTelemetry conventions for HTTP servers. The query is left out: it
/// holds keys and signatures.
/// </summary>
internal static class RequestSpan
{
    /// <summary>The web server's source.</summary>
    public const string SourceName = "Microsoft.AspNetCore";

    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
        => http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span ? DescribeAsync(span, http, next) : next(http);

    private static async Task DescribeAsync(Activity span, HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        span.SetTag("http.request.method", request.Method)
            .SetTag("url.scheme", request.Scheme)
            .SetTag("url.path", request.PathBase.Add(request.Path).Value)
            .SetTag("server.address", request.Host.Host)
            .SetTag("server.port", request.Host.Port);
        try
        {
            await next(http);
        }
        finally
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } pattern ? $"/{pattern.TrimStart('/')}" : null;
            span.DisplayName = route is null ? request.Method : $"{request.Method} {route}";
            span.SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode);
            if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                span.SetTag("error.type", http.Response.StatusCode.ToString(CultureInfo.InvariantCulture)).SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}
