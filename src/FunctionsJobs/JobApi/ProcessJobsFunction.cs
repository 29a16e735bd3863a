using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs.CompanyEnriching;
using FunctionsJobs.Jobs.CompanyProcessing;
using FunctionsJobs.Jobs.CompanyScoring;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.JobApi;

/// <summary><c>POST /api/v1/jobs/process/…</c>: starts the jobs that clean, score and enrich companies; the body is the job's data, and a job of a caller who is bound to a publisher is about its companies only.</summary>
public sealed class ProcessJobsFunction(JobBodySubmitter submitter)
{
    private const string Queue = "processing";

    [Function("jobs-process-data")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Starts to normalise, deduplicate and complete companies.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(CompanyProcessingContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> DataAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/process/data")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => submitter.SubmitAsync(request, client, Queue, "companies", CompanyProcessingJson.Default.CompanyProcessingContract, cancellation);

    [Function("jobs-process-scores")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Starts to score companies.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(CompanyScoringContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> ScoresAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/process/scores")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => submitter.SubmitAsync(request, client, Queue, "scores", CompanyScoringJson.Default.CompanyScoringContract, cancellation);

    [Function("jobs-process-enrich")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Starts to derive industry, size and facts about the domain of companies.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(CompanyEnrichingContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> EnrichAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/process/enrich")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => submitter.SubmitAsync(request, client, Queue, "enrich", CompanyEnrichingJson.Default.CompanyEnrichingContract, cancellation);
}
