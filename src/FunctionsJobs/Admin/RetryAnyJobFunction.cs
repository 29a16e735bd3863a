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

/// <summary><c>POST /api/v1/admin/jobs/{jobId}/retry</c>: runs a failed or cancelled job again, under its id.</summary>
public sealed class RetryAnyJobFunction(IJobStore jobs, JobControl control)
{
    [Function("admin-retry-job")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Administration", "Runs a failed or cancelled job again, under its id.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.Accepted, "It runs again.", typeof(ApiMessage))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/admin/jobs/{jobId}/retry")] HttpRequestData request,
        string jobId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        await request.FindOwnJobAsync(jobs, jobId, cancellation) is { } job
            ? await request.RetryAsync(control, client, job, cancellation)
            : await request.CreateNoJobResponseAsync(jobId, cancellation);
}
