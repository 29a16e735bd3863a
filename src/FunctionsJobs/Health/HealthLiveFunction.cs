using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Health;

/// <summary><c>GET /health/live</c>: whether the program answers at all.</summary>
public static class HealthLiveFunction
{
    private static readonly HealthView Live = new(HealthView.Healthy, new Dictionary<string, string>());

    [Function("health-live")]
    [OpenToAll("Load balancers and monitors ask without credentials; states of parts by name are all they learn.")]
    [Operation("Health", "Says that the program answers at all.")]
    [Answers(HttpStatusCode.OK, "It does.", typeof(HealthView))]
    public static Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Open, "get", Route = "health/live")] HttpRequestData request, CancellationToken cancellation) =>
        request.CreateJsonResponseAsync(HttpStatusCode.OK, Live, HealthJson.Default.HealthView, cancellation);
}
