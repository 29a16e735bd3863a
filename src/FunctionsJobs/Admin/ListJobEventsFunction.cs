using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Admin;

/// <summary><c>GET /api/v1/admin/jobs/{jobId}/events</c>: a job's timeline and audit trail as one list, oldest first.</summary>
public sealed class ListJobEventsFunction(IJobStore jobs, IJobAudit audit)
{
    /// <summary>The most lines of the audit trail that are shown: its newest.</summary>
    private const int MaxAuditLines = 1000;

    [Function("admin-list-job-events")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Administration", "Lists a job's timeline and audit trail, oldest first.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.OK, "The events.", typeof(ApiResponse<IReadOnlyList<JobEventView>>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/admin/jobs/{jobId}/events")] HttpRequestData request, string jobId, CancellationToken cancellation)
    {
        if (await request.FindOwnJobAsync(jobs, jobId, cancellation) is null)
        {
            return await request.CreateNoJobResponseAsync(jobId, cancellation);
        }

        var timeline = (await jobs.ReadTimelineAsync(jobId, cancellation)).Select(JobEventView.Of);
        var trail = (await audit.ListJobAsync(jobId, null, MaxAuditLines, cancellation)).Reverse().Select(JobEventView.Of);
        IReadOnlyList<JobEventView> events = [.. trail.Concat(timeline).OrderBy(line => line.At)];
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<IReadOnlyList<JobEventView>>(events), AdminJson.Default.ApiResponseIReadOnlyListJobEventView, cancellation);
    }
}
