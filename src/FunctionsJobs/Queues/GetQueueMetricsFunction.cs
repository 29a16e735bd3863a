using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Queues;

/// <summary><c>GET /api/v1/queues/{queueName}/metrics</c>: one queue.</summary>
public sealed class GetQueueMetricsFunction(JobTypeCatalogue catalogue, IQueueStore queues, IJobIndex index)
{
    [Function("queues-get-metrics")]
    [RequiresRole(Role.Viewer)]
    [Operation("Queues", "Counts and measures the jobs of a queue.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [Answers(HttpStatusCode.OK, "The queue.", typeof(ApiResponse<QueueMetricsView>))]
    [Problems(HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/queues/{queueName}/metrics")] HttpRequestData request,
        string queueName,
        CancellationToken cancellation)
    {
        if (!catalogue.TryFindQueue(queueName, out var queue))
        {
            return await request.CreateNoQueueResponseAsync(cancellation);
        }

        var metrics = await index.MeasureAsync(request.FunctionContext.GetCaller().ToScope(), queue, ListQueueMetricsFunction.Window, cancellation);
        var view = QueueMetricsView.Of(await queues.GetAsync(queue, cancellation), metrics.SingleOrDefault());
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<QueueMetricsView>(view), QueueJson.Default.ApiResponseQueueMetricsView, cancellation);
    }
}
