using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Queues;

/// <summary><c>POST /api/v1/queues/{queueName}/jobs</c>: accepts a job and starts its orchestration.</summary>
public sealed class SubmitJobFunction(JobTypeCatalogue catalogue, JobSubmissionResponder responder, IOptions<QueueApiOptions> options)
{
    [Function("queues-submit-job")]
    [RequiresRole(Role.Operator)]
    [Operation("Queues", "Submits a job.", Description = "It is stored before the answer is sent: from then on it is not lost.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(SubmitJobRequest))]
    [Answers(HttpStatusCode.Accepted, "The job, new or from before.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge,
        HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnprocessableEntity)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/queues/{queueName}/jobs")] HttpRequestData request,
        string queueName,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!catalogue.TryFindQueue(queueName, out var queue))
        {
            return await request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such queue.", cancellation);
        }

        if (!request.HasJsonContent())
        {
            return await request.CreateNoJsonResponseAsync(cancellation);
        }

        var body = await request.ReadJsonBodyAsync(QueueJson.Default.SubmitJobRequest, options.Value.MaxBodyBytes, cancellation);
        return body.IsValid
            ? await responder.SubmitAsync(request, client, queue, body.Value, JobSubmissionResponder.DataPath, cancellation)
            : await body.CreateProblemResponseAsync(request, cancellation);
    }
}
