using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Queues;

/// <summary><c>POST /api/v1/queues/{queueName}/clean</c>: removes ended jobs with all that belongs to them.</summary>
public sealed class CleanQueueFunction(JobTypeCatalogue catalogue, JobRemover remover, TimeProvider time, IOptions<QueueApiOptions> options)
{
    private const long MaxGracePeriod = 31_622_400;

    [Function("queues-clean")]
    [RequiresRole(Role.Admin)]
    [Operation("Queues", "Removes ended jobs with all that belongs to them.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [Accepts(typeof(CleanQueueRequest))]
    [Answers(HttpStatusCode.OK, "How many were removed.", typeof(ApiResponse<CleanedQueueView>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/queues/{queueName}/clean")] HttpRequestData request,
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

        var body = await request.ReadJsonBodyAsync(QueueJson.Default.CleanQueueRequest, options.Value.MaxBodyBytes, cancellation);
        if (!body.IsValid)
        {
            return await body.CreateProblemResponseAsync(request, cancellation);
        }

        var errors = new FieldErrors();
        if (body.Value.GracePeriod is < 0 or > MaxGracePeriod)
        {
            errors.Add("$.gracePeriod", $"must be from 0 to {MaxGracePeriod}");
        }

        JobState? state = body.Value.State switch
        {
            null or "completed" => JobState.Completed,
            "failed" => JobState.Failed,
            "cancelled" => JobState.Cancelled,
            _ => null,
        };
        if (state is null)
        {
            errors.Add("$.state", "must be completed, failed or cancelled");
        }

        if (!errors.IsEmpty)
        {
            return await request.CreateValidationProblemResponseAsync(errors, cancellation);
        }

        var caller = request.FunctionContext.GetCaller();
        var before = time.GetUtcNow() - TimeSpan.FromSeconds(body.Value.GracePeriod);
        var count = await remover.CleanAsync(client, caller.ToScope(), queue, state!.Value, before, caller.Actor, cancellation);
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<CleanedQueueView>(new CleanedQueueView(count)), QueueJson.Default.ApiResponseCleanedQueueView, cancellation);
    }
}
