using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.JobApi;

/// <summary><c>GET /api/v1/jobs/status/{id}</c>: one job of any queue.</summary>
public sealed class GetJobStatusFunction(IJobStore jobs, TimeProvider time)
{
    [Function("jobs-get-status")]
    [RequiresRole(Role.Viewer)]
    [Operation("Jobs", "Reads one job of any queue.")]
    [RouteParameter("id", "The job's id.")]
    [Answers(HttpStatusCode.OK, "The job.", typeof(ApiResponse<JobStatusView>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/jobs/status/{id}")] HttpRequestData request, string id, CancellationToken cancellation) =>
        await request.FindOwnJobAsync(jobs, id, cancellation) is { } job
            ? await request.CreateJsonResponseAsync(
                HttpStatusCode.OK, new ApiResponse<JobStatusView>(await ViewAsync(job, cancellation)), JobApiJson.Default.ApiResponseJobStatusView, cancellation)
            : await request.CreateNoJobResponseAsync(id, cancellation);

    private async Task<JobStatusView> ViewAsync(JobRecord job, CancellationToken cancellation) =>
        JobStatusView.Of(job, time.GetUtcNow(), await jobs.CountChildrenAsync(job.Id, cancellation));
}
