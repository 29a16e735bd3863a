using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.JobApi;

/// <summary><c>GET /api/v1/jobs/list?status=&amp;limit=</c>: jobs of all queues, newest first.</summary>
public sealed class ListJobStatusesFunction(IJobIndex index, TimeProvider time)
{
    [Function("jobs-list")]
    [RequiresRole(Role.Viewer)]
    [Operation("Jobs", "Lists jobs of all queues, newest first.")]
    [QueryParameter("queue", "Those of one queue.")]
    [QueryParameter("status", "pending, running, completed, failed, cancelled or retry.")]
    [QueryParameter("type", "Those of one job type; together with queue.")]
    [QueryParameter("tag", "Those with a tag.")]
    [QueryParameter("parentId", "The children of one job.")]
    [QueryParameter("publisherId", "Those of one publisher.")]
    [QueryParameter("createdFrom", "Accepted at or after this date or time.", Type = typeof(DateTimeOffset))]
    [QueryParameter("createdTo", "Accepted before this date or time.", Type = typeof(DateTimeOffset))]
    [QueryParameter("limit", "Most jobs of a page; 1 to 200, default 50.", Type = typeof(int))]
    [QueryParameter("cursor", "The nextCursor of the page before.")]
    [Answers(HttpStatusCode.OK, "A page.", typeof(ApiResponse<JobStatusPageView>))]
    [Problems(HttpStatusCode.BadRequest)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/jobs/list")] HttpRequestData request, CancellationToken cancellation)
    {
        var query = JobListQuery.Read(
            request, values => values.Optional("queue"), values => JobApiStates.Read(values, "status", values.Optional("status")), out var errors);
        if (query is null)
        {
            return await request.CreateValidationProblemResponseAsync(errors, cancellation);
        }

        if (await query.ReadPageAsync(index, cancellation) is not { } page)
        {
            return await request.CreateBadCursorResponseAsync(cancellation);
        }

        var now = time.GetUtcNow();
        var view = new JobStatusPageView([.. page.Jobs.Select(job => JobStatusView.Of(job, now))], page.Cursor);
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<JobStatusPageView>(view), JobApiJson.Default.ApiResponseJobStatusPageView, cancellation);
    }
}
