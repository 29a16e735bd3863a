using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs.CompanyBatchScraping;
using FunctionsJobs.Jobs.CompanyListScraping;
using FunctionsJobs.Jobs.CompanyScraping;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.JobApi;

/// <summary><c>POST /api/v1/jobs/scrape/…</c>: starts jobs that read companies' web pages; the body is the job's data.</summary>
public sealed class ScrapeJobsFunction(JobSubmissionResponder responder, IOptions<QueueApiOptions> options)
{
    private const string Queue = "scraping";

    [Function("jobs-scrape-company")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Reads a company's web page.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(CompanyScrapingContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> CompanyAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/scrape/company")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => StartAsync(request, client, "company", CompanyScrapingJson.Default.CompanyScrapingContract, cancellation);

    [Function("jobs-scrape-companies")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Reads the web pages of many companies.", Description = "Each page is a job of its own; the list collects what became of them.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(CompanyListScrapingContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> CompaniesAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/scrape/companies")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => StartAsync(request, client, "companies", CompanyListScrapingJson.Default.CompanyListScrapingContract, cancellation);

    [Function("jobs-scrape-batch")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Searches for companies and reads the web page of each.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Accepts(typeof(CompanyBatchScrapingContract))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
        HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> BatchAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/scrape/batch")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => StartAsync(request, client, "batch", CompanyBatchScrapingJson.Default.CompanyBatchScrapingContract, cancellation);

    private async Task<HttpResponseData> StartAsync<T>(
        HttpRequestData request, DurableTaskClient client, string jobName, JsonTypeInfo<T> json, CancellationToken cancellation)
        where T : class
    {
        if (!request.HasJsonContent())
        {
            return await request.CreateNoJsonResponseAsync(cancellation);
        }

        var body = await request.ReadJsonBodyAsync(json, options.Value.MaxBodyBytes, cancellation);
        return body.IsValid
            ? await responder.SubmitAsync(
                request,
                client,
                Queue,
                new SubmitJobRequest { JobName = jobName, Data = JsonSerializer.SerializeToElement(body.Value, json) },
                "$",
                cancellation)
            : await body.CreateProblemResponseAsync(request, cancellation);
    }
}
