using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Admin;

/// <summary><c>GET /api/v1/admin/jobs</c>: jobs of all queues and publishers, newest first.</summary>
public sealed class ListAllJobsFunction(IJobIndex index, TimeProvider time)
{
    [Function("admin-list-jobs")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Administration", "Lists jobs of all queues and publishers, newest first.")]
    [QueryParameter("queue", "Those of one queue.")]
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
    [Problems(HttpStatusCode.BadRequest)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/admin/jobs")] HttpRequestData request, CancellationToken cancellation)
    {
        var query = JobListQuery.Read(
            request, values => values.Optional("queue"), values => QueueStates.Read(values, "state", values.Optional("state")), out var errors);
        return query is null
            ? await request.CreateValidationProblemResponseAsync(errors, cancellation)
            : await request.CreateJobPageResponseAsync(index, query, time.GetUtcNow(), cancellation);
    }
}
