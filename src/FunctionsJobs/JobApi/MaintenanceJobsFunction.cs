using System.Net;
using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.JobApi;

/// <summary><c>POST /api/v1/jobs/maintenance/…</c>: starts the jobs that keep the program in order, which timers start as well.</summary>
public sealed class MaintenanceJobsFunction(JobSubmissionResponder responder)
{
    private const string Queue = "maintenance";
    private const int MaxDays = 3650;

    [Function("jobs-maintenance-cleanup")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Jobs", "Starts the removal of old jobs.")]
    [QueryParameter("older_than_days", "Those that ended that many days ago, 0 to 3650; default: what the retention rules say.", Type = typeof(int))]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity)]
    public async Task<HttpResponseData> CleanupAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/maintenance/cleanup")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var days = query.Integer("older_than_days", -1, 0, MaxDays);
        query.RefuseUnknown();
        return query.Errors.IsEmpty
            ? await SubmitAsync(request, client, "job-cleanup", days < 0 ? "{}" : $$"""{"older_than_days":{{days}}}""", cancellation)
            : await request.CreateValidationProblemResponseAsync(query.Errors, cancellation);
    }

    [Function("jobs-maintenance-health-check")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Jobs", "Starts a health check.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> HealthCheckAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/maintenance/health-check")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => SubmitAsync(request, client, "health-check", "{}", cancellation);

    [Function("jobs-maintenance-optimize-db")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Jobs", "Starts the optimisation of the databases.")]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity)]
    public Task<HttpResponseData> OptimizeDatabaseAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/jobs/maintenance/optimize-db")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => SubmitAsync(request, client, "optimize-database", "{}", cancellation);

    private Task<HttpResponseData> SubmitAsync(
        HttpRequestData request, DurableTaskClient client, string jobName, string data, CancellationToken cancellation) =>
        responder.SubmitAsync(
            request, client, Queue, new SubmitJobRequest { JobName = jobName, Data = JsonElement.Parse(data) }, JobSubmissionResponder.DataPath, cancellation);
}
