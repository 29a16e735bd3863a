using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Dashboard.Api;

/// <summary><c>GET /api/dashboard/jobs/{jobId}</c>: a job that computes numbers, with its result when it is done.</summary>
public sealed class GetDashboardJobFunction(IJobStore jobs, TimeProvider time)
{
    private static readonly string[] Queues = ["metrics-calculation", "cache-warming"];

    [Function("dashboard-get-job")]
    [RequiresRole(Role.Viewer)]
    [Operation("Dashboard", "Reads a job that computes numbers, with its result when it is done.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.OK, "The job.", typeof(ApiResponse<JobView>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/dashboard/jobs/{jobId}")] HttpRequestData request, string jobId, CancellationToken cancellation) =>
        await request.FindOwnJobAsync(jobs, jobId, cancellation) is { } job && Queues.Contains(job.Queue, StringComparer.Ordinal)
            ? await request.CreateJsonResponseAsync(
                HttpStatusCode.OK, new ApiResponse<JobView>(JobView.Of(job, time.GetUtcNow())), QueueJson.Default.ApiResponseJobView, cancellation)
            : await request.CreateNoJobResponseAsync(jobId, cancellation);
}
