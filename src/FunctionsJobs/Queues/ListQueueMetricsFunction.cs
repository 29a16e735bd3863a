using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Queues;

/// <summary><c>GET /api/v1/queues/metrics</c>: all queues, by name.</summary>
public sealed class ListQueueMetricsFunction(IQueueStore queues, IJobIndex index)
{
    /// <summary>What rates and durations look back on.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromHours(1);

    [Function("queues-list-metrics")]
    [RequiresRole(Role.Viewer)]
    [Operation("Queues", "Counts and measures the jobs of all queues.")]
    [Answers(HttpStatusCode.OK, "The queues, by name.", typeof(ApiResponse<IReadOnlyList<QueueMetricsView>>))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/queues/metrics")] HttpRequestData request, CancellationToken cancellation)
    {
        var metrics = (await index.MeasureAsync(request.FunctionContext.GetCaller().ToScope(), null, Window, cancellation))
            .ToDictionary(queue => queue.Counts.Queue, StringComparer.Ordinal);
        var views = (await queues.ListAsync(cancellation)).Select(queue => QueueMetricsView.Of(queue, metrics.GetValueOrDefault(queue.Queue)));
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<IReadOnlyList<QueueMetricsView>>([.. views]), QueueJson.Default.ApiResponseIReadOnlyListQueueMetricsView, cancellation);
    }
}
