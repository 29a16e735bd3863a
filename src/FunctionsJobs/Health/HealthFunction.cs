using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Health;

/// <summary><c>GET /health</c> and <c>/health/ready</c>: whether the program can do its work; 503 when a part it needs is down.</summary>
public sealed class HealthFunction(HealthReporter reporter)
{
    [Function("health")]
    [OpenToAll("Load balancers and monitors ask without credentials; states of parts by name are all they learn.")]
    [Operation("Health", "Says whether the program can do its work, part by part.")]
    [Answers(HttpStatusCode.OK, "It can.", typeof(HealthView))]
    [Answers(HttpStatusCode.ServiceUnavailable, "A part it needs is down.", typeof(HealthView))]
    public Task<HttpResponseData> HealthAsync(
        [HttpTrigger(HttpAccess.Open, "get", Route = "health")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => ReportAsync(request, client, cancellation);

    [Function("health-ready")]
    [OpenToAll("Load balancers and monitors ask without credentials; states of parts by name are all they learn.")]
    [Operation("Health", "Says whether calls should be sent here.")]
    [Answers(HttpStatusCode.OK, "They should.", typeof(HealthView))]
    [Answers(HttpStatusCode.ServiceUnavailable, "A part the program needs is down.", typeof(HealthView))]
    public Task<HttpResponseData> ReadyAsync(
        [HttpTrigger(HttpAccess.Open, "get", Route = "health/ready")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => ReportAsync(request, client, cancellation);

    private async Task<HttpResponseData> ReportAsync(HttpRequestData request, DurableTaskClient client, CancellationToken cancellation)
    {
        var view = await reporter.ReportAsync(client, cancellation);
        var status = view.Status == HealthView.Unhealthy ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
        return await request.CreateJsonResponseAsync(status, view, HealthJson.Default.HealthView, cancellation);
    }
}
