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
        CancellationToken cancellation)
    {
        if (!JobId.IsValid(jobId))
        {
            return await request.CreateProblemResponseAsync(HttpStatusCode.BadRequest, $"The job id {JobId.Rule}.", cancellation);
        }

        // Unknown queue, unknown job, a job of another queue and one of another publisher are answered alike.
        if (!catalogue.TryFindQueue(queueName, out var queue)
            || await jobs.FindAsync(jobId, cancellation) is not { } job
            || job.Queue != queue
            || !request.FunctionContext.GetCaller().MayUse(job.Tenant))
        {
            return await request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such job.", cancellation);
        }

        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<JobView>(JobView.Of(job, time.GetUtcNow())), QueueJson.Default.ApiResponseJobView, cancellation);
    }
}
