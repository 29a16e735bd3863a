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

namespace FunctionsJobs.Queues;

/// <summary><c>POST /api/v1/queues/{queueName}/jobs/{jobId}/retry</c>: runs a failed or cancelled job again, under its id.</summary>
public sealed class RetryJobFunction(JobTypeCatalogue catalogue, IJobStore jobs, JobControl control)
{
    [Function("queues-retry-job")]
    [RequiresRole(Role.Operator)]
    [Operation("Queues", "Runs a failed or cancelled job again, under its id.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.Accepted, "It runs again.", typeof(ApiMessage))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/queues/{queueName}/jobs/{jobId}/retry")] HttpRequestData request,
        string queueName,
        string jobId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        await request.FindOwnJobAsync(catalogue, jobs, queueName, jobId, cancellation) is { } job
            ? await request.RetryAsync(control, client, job, cancellation)
            : await request.CreateNoJobResponseAsync(jobId, cancellation);
}
