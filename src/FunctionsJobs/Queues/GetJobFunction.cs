using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Queues;

/// <summary><c>GET /api/v1/queues/{queueName}/jobs/{jobId}</c>: one job.</summary>
public sealed class GetJobFunction(JobTypeCatalogue catalogue, IJobStore jobs, TimeProvider time)
{
    [Function("queues-get-job")]
    [RequiresRole(Role.Viewer)]
    [Operation("Queues", "Reads one job.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.OK, "The job.", typeof(ApiResponse<JobView>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/queues/{queueName}/jobs/{jobId}")] HttpRequestData request,
        string queueName,
        string jobId,
        CancellationToken cancellation) =>
        await request.FindOwnJobAsync(catalogue, jobs, queueName, jobId, cancellation) is { } job
            ? await request.CreateJsonResponseAsync(
                HttpStatusCode.OK, new ApiResponse<JobView>(await ViewAsync(job, cancellation)), QueueJson.Default.ApiResponseJobView, cancellation)
            : await request.CreateNoJobResponseAsync(jobId, cancellation);

    private async Task<JobView> ViewAsync(JobRecord job, CancellationToken cancellation) =>
        JobView.Of(job, time.GetUtcNow(), await jobs.CountChildrenAsync(job.Id, cancellation));
}
