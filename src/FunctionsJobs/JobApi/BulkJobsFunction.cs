using System.Net;
using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs.BulkAction;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.JobApi;

/// <summary><c>POST /api/v1/jobs/bulk</c>: retries, cancels or removes many jobs, by a job that can be watched and cancelled itself.</summary>
public sealed class BulkJobsFunction(JobSubmissionResponder responder, IOptions<QueueApiOptions> options)
{
    [Function("jobs-bulk")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Retries, cancels or removes many jobs.", Description = "The work is itself a job: it shows progress, counts what it did, and can be cancelled.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(BulkActionContract))]
    [Answers(HttpStatusCode.Accepted, "The job that does it.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/bulk")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!request.HasJsonContent())
        {
            return await request.CreateNoJsonResponseAsync(cancellation);
        }

        var body = await request.ReadJsonBodyAsync(BulkActionJson.Default.BulkActionContract, options.Value.MaxBodyBytes, cancellation);
        if (!body.IsValid)
        {
            return await body.CreateProblemResponseAsync(request, cancellation);
        }

        var data = JsonSerializer.SerializeToElement(body.Value, BulkActionJson.Default.BulkActionContract);
        return await responder.SubmitAsync(request, client, "maintenance", new SubmitJobRequest { JobName = "bulk", Data = data }, "$", cancellation);
    }
}
