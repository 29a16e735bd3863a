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

/// <summary><c>DELETE /api/v1/queues/{queueName}/jobs/{jobId}</c>: removes a job with all that belongs to it. One that waits is cancelled first; one that runs is refused.</summary>
public sealed class RemoveJobFunction(JobTypeCatalogue catalogue, IJobStore jobs, JobControl control)
{
    [Function("queues-remove-job")]
    [RequiresRole(Role.Operator)]
    [Operation("Queues", "Removes a job with all that belongs to it. One that waits is cancelled first.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.OK, "It is gone.", typeof(ApiMessage))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "delete", Route = "api/v1/queues/{queueName}/jobs/{jobId}")] HttpRequestData request,
        string queueName,
        string jobId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        await request.FindOwnJobAsync(catalogue, jobs, queueName, jobId, cancellation) is { } job
            ? await request.RemoveAsync(control, client, job, cancellation)
            : await request.CreateNoJobResponseAsync(jobId, cancellation);
}
