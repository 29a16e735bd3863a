using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Admin;

/// <summary><c>DELETE /api/v1/admin/jobs/{jobId}</c>: removes a job with all that belongs to it. One that waits is cancelled first; one that runs is refused.</summary>
public sealed class RemoveAnyJobFunction(IJobStore jobs, JobControl control)
{
    [Function("admin-remove-job")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Administration", "Removes a job with all that belongs to it. One that waits is cancelled first.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.OK, "It is gone.", typeof(ApiMessage))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "delete", Route = "api/v1/admin/jobs/{jobId}")] HttpRequestData request,
        string jobId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        await request.FindOwnJobAsync(jobs, jobId, cancellation) is { } job
            ? await request.RemoveAsync(control, client, job, cancellation)
            : await request.CreateNoJobResponseAsync(jobId, cancellation);
}
