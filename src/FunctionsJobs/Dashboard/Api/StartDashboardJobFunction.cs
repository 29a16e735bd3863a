using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs.PerformanceMetrics;
using FunctionsJobs.Jobs.WeeklyGrowth;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Dashboard.Api;

/// <summary><c>POST /api/dashboard/jobs/…</c>: starts jobs that compute numbers; the body is the job's data.</summary>
public sealed class StartDashboardJobFunction(JobBodySubmitter submitter)
{
    private const string Queue = "metrics-calculation";

    [Function("dashboard-start-weekly-growth")]
    [RequiresRole(Role.Operator)]
    [Operation("Dashboard", "Starts the comparison of weeks.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(WeeklyGrowthContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> WeeklyGrowthAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/dashboard/jobs/weekly-growth")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => submitter.SubmitAsync(request, client, Queue, "weekly-growth", WeeklyGrowthJson.Default.WeeklyGrowthContract, cancellation);

    [Function("dashboard-start-performance-metrics")]
    [RequiresRole(Role.Operator)]
    [Operation("Dashboard", "Starts the computation of the performance over a range of days.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(PerformanceMetricsContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> PerformanceMetricsAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/dashboard/jobs/performance-metrics")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => submitter.SubmitAsync(request, client, Queue, "performance-metrics", PerformanceMetricsJson.Default.PerformanceMetricsContract, cancellation);
}
