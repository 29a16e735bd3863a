using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Queues;

/// <summary><c>PATCH /api/v1/queues/{queueName}</c>: changes limits, at once and on every instance. Answers the queue's metrics.</summary>
public sealed class ChangeQueueFunction(
    JobTypeCatalogue catalogue, IQueueStore queues, IJobIndex index, QueuePump pump, IOptions<QueueApiOptions> options)
{
    [Function("queues-change")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Queues", "Changes the limits of a queue, at once and on every instance.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [Accepts(typeof(ChangeQueueRequest))]
    [Answers(HttpStatusCode.OK, "The queue.", typeof(ApiResponse<QueueMetricsView>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "patch", Route = "api/v1/queues/{queueName}")] HttpRequestData request,
        string queueName,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!catalogue.TryFindQueue(queueName, out var queue))
        {
            return await request.CreateNoQueueResponseAsync(cancellation);
        }

        if (!request.HasJsonContent())
        {
            return await request.CreateNoJsonResponseAsync(cancellation);
        }

        var body = await request.ReadJsonBodyAsync(QueueJson.Default.ChangeQueueRequest, options.Value.MaxBodyBytes, cancellation);
        if (!body.IsValid)
        {
            return await body.CreateProblemResponseAsync(request, cancellation);
        }

        var errors = new FieldErrors();
        if (body.Value.ToChange(errors) is not { } change)
        {
            return await request.CreateValidationProblemResponseAsync(errors, cancellation);
        }

        var caller = request.FunctionContext.GetCaller();
        var admission = await queues.ChangeLimitsAsync(queue, change, caller.Actor, cancellation);
        await pump.FollowAsync(client, queue, admission, CancellationToken.None);
        var metrics = await index.MeasureAsync(caller.ToScope(), queue, ListQueueMetricsFunction.Window, cancellation);
        var view = QueueMetricsView.Of(await queues.GetAsync(queue, cancellation), metrics.SingleOrDefault());
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<QueueMetricsView>(view), QueueJson.Default.ApiResponseQueueMetricsView, cancellation);
    }
}
