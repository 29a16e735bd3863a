using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs.CompanyReporting;
using FunctionsJobs.Jobs.CompanySegmentation;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.JobApi;

/// <summary><c>POST /api/v1/jobs/analytics/…</c>: starts reports on companies and their analysis; the body is the job's data, and a job of a caller who is bound to a publisher is about its companies only.</summary>
public sealed class CompanyAnalyticsJobsFunction(JobBodySubmitter submitter)
{
    private const string Queue = "company-analytics";

    [Function("jobs-analytics-report")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Starts a report on companies.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(CompanyReportingContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> ReportAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/analytics/report")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => submitter.SubmitAsync(request, client, Queue, "report", CompanyReportingJson.Default.CompanyReportingContract, cancellation);

    [Function("jobs-analytics-analyze")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Starts the analysis of companies.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(CompanySegmentationContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> AnalyzeAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/analytics/analyze")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => submitter.SubmitAsync(request, client, Queue, "analyze", CompanySegmentationJson.Default.CompanySegmentationContract, cancellation);
}
