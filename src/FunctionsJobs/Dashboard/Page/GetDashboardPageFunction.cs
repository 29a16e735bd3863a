using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Dashboard.Page;

/// <summary><c>GET /</c>: the dashboard. The page holds no data; what it shows it asks for with the token of whoever looks.</summary>
public sealed class GetDashboardPageFunction(DashboardPage page)
{
    [Function("dashboard-page")]
    [OpenToAll("A page without data: what it shows it asks for with the token that is entered there.")]
    [Operation("Dashboard", "Shows queues, jobs and numbers in a browser.")]
    [Answers(HttpStatusCode.OK, "The page.")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Open, "get", Route = "/")] HttpRequestData request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isKnown = request.Headers.TryGetValues("If-None-Match", out var tags) && tags.Contains(page.ETag, StringComparer.Ordinal);
        var response = request.CreateResponse(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK);
        response.Headers.Add("ETag", page.ETag);
        response.Headers.Add("Cache-Control", "no-cache");
        response.Headers.Add("Content-Security-Policy", page.ContentSecurityPolicy);
        response.Headers.Add("Referrer-Policy", "no-referrer");
        response.Headers.Add("X-Content-Type-Options", "nosniff");
        response.Headers.Add("X-Frame-Options", "DENY");
        response.Headers.Add("Cross-Origin-Opener-Policy", "same-origin");
        if (!isKnown)
        {
            response.Headers.Add("Content-Type", "text/html; charset=utf-8");
            await response.WriteBytesAsync(page.Utf8, cancellation);
        }

        return response;
    }
}
