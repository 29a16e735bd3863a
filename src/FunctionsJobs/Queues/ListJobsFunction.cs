using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Queues;

/// <summary><c>GET /api/v1/queues/{queueName}/jobs</c>: a queue's jobs, newest first.</summary>
public sealed class ListJobsFunction(JobTypeCatalogue catalogue, IJobIndex index, TimeProvider time)
{
    [Function("queues-list-jobs")]
    [RequiresRole(Role.Viewer)]
    [Operation("Queues", "Lists a queue's jobs, newest first.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [QueryParameter("state", "waiting, active, delayed, or a state.")]
    [QueryParameter("type", "Those of one job type; together with queue.")]
    [QueryParameter("tag", "Those with a tag.")]
    [QueryParameter("parentId", "The children of one job.")]
    [QueryParameter("publisherId", "Those of one publisher.")]
    [QueryParameter("createdFrom", "Accepted at or after this date or time.", Type = typeof(DateTimeOffset))]
    [QueryParameter("createdTo", "Accepted before this date or time.", Type = typeof(DateTimeOffset))]
    [QueryParameter("limit", "Most jobs of a page; 1 to 200, default 50.", Type = typeof(int))]
    [QueryParameter("cursor", "The nextCursor of the page before.")]
    [Answers(HttpStatusCode.OK, "A page.", typeof(ApiResponse<JobPageView>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/queues/{queueName}/jobs")] HttpRequestData request,
        string queueName,
        CancellationToken cancellation)
    {
        if (!catalogue.TryFindQueue(queueName, out var queue))
        {
            return await request.CreateNoQueueResponseAsync(cancellation);
        }

        var query = JobListQuery.Read(request, _ => queue, values => QueueStates.Read(values, "state", values.Optional("state")), out var errors);
        if (query is null)
        {
            return await request.CreateValidationProblemResponseAsync(errors, cancellation);
        }

        return await request.CreateJobPageResponseAsync(index, query, time.GetUtcNow(), cancellation);
    }
}
