using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Queues;

/// <summary><c>POST /api/v1/queues/{queueName}/jobs</c>: accepts a job and starts its orchestration.</summary>
public sealed class SubmitJobFunction(
    JobTypeCatalogue catalogue, JobSubmitter submitter, JobIntake intake, IOptions<QueueApiOptions> options)
{
    private const string IdempotencyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 255;
    private const int RetryAfterSeconds = 1;

    [Function("queues-submit-job")]
    [RequiresRole(Role.Operator)]
    [Operation("Queues", "Submits a job.", Description = "It is stored before the answer is sent: from then on it is not lost.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [HeaderParameter(IdempotencyHeader, "1 to 255 visible ASCII characters; the same key with the same request gives the same job.")]
    [Accepts(typeof(SubmitJobRequest))]
    [Answers(HttpStatusCode.Accepted, "The job, new or from before.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge,
        HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnprocessableEntity)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/queues/{queueName}/jobs")] HttpRequestData request,
        string queueName,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!catalogue.TryFindQueue(queueName, out var queue))
        {
            return await request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such queue.", cancellation);
        }

        if (!request.HasJsonContent())
        {
            return await request.CreateNoJsonResponseAsync(cancellation);
        }

        if (!TryReadKey(request, out var key))
        {
            return await request.CreateProblemResponseAsync(
                HttpStatusCode.BadRequest, $"{IdempotencyHeader} must be given once, with 1 to {MaxKeyLength} visible ASCII characters.", cancellation);
        }

        var body = await request.ReadJsonBodyAsync(QueueJson.Default.SubmitJobRequest, options.Value.MaxBodyBytes, cancellation);
        if (!body.IsValid)
        {
            return await body.CreateProblemResponseAsync(request, cancellation);
        }

        var errors = new FieldErrors();
        switch (await submitter.SubmitAsync(queue, body.Value, request.FunctionContext.GetCaller(), key, errors, cancellation))
        {
            case null:
                return await request.CreateValidationProblemResponseAsync(errors, cancellation);
            case JobSubmission.KeyReused:
                return await request.CreateProblemResponseAsync(
                    HttpStatusCode.UnprocessableEntity, $"The {IdempotencyHeader} was used before with a different request.", cancellation);
            case JobSubmission.IdTaken:
                return await request.CreateProblemResponseAsync(HttpStatusCode.Conflict, "The job id is taken by another job.", cancellation);
            case JobSubmission.Existing(var job):
                return await AcceptedAsync(request, client, job, cancellation);
            case JobSubmission.DependenciesUnknown(var ids):
                errors.Add("$.options.dependsOn", $"there are no such jobs: {string.Join(", ", ids)}");
                return await request.CreateValidationProblemResponseAsync(errors, cancellation);
            case JobSubmission.Accepted accepted:
                await intake.FollowAsync(client, accepted);
                return await AcceptedAsync(request, client, accepted.Job, cancellation);
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}.");
        }
    }

    private async Task<HttpResponseData> AcceptedAsync(
        HttpRequestData request, DurableTaskClient client, JobRecord job, CancellationToken cancellation)
    {
        // They carry a key that opens the jobs of everybody.
        var holdsKey = options.Value.DurableUrls && request.FunctionContext.GetCaller() is { Role: Role.Admin, Tenant: null };
        var urls = holdsKey ? client.CreateHttpManagementPayload(job.Id, request) : null;
        var view = new JobAcceptedView
        {
            JobId = job.Id,
            QueueName = job.Queue,
            JobName = job.Name,
            State = job.State.ToName(),
            StatusUrl = $"/api/v1/queues/{job.Queue}/jobs/{job.Id}",
            StatusQueryGetUri = urls?.StatusQueryGetUri,
            SendEventPostUri = urls?.SendEventPostUri,
            TerminatePostUri = urls?.TerminatePostUri,
            PurgeHistoryDeleteUri = urls?.PurgeHistoryDeleteUri,
            SuspendPostUri = urls?.SuspendPostUri,
            ResumePostUri = urls?.ResumePostUri,
        };
        var response = await request.CreateJsonResponseAsync(
            HttpStatusCode.Accepted, new ApiResponse<JobAcceptedView>(view), QueueJson.Default.ApiResponseJobAcceptedView, cancellation);
        response.Headers.Add("Location", view.StatusUrl);
        response.Headers.Add("Retry-After", $"{RetryAfterSeconds}");
        return response;
    }

    private static bool TryReadKey(HttpRequestData request, out string? key)
    {
        key = null;
        if (!request.Headers.TryGetValues(IdempotencyHeader, out var values))
        {
            return true;
        }

        if (values.ToArray() is not [{ Length: > 0 and <= MaxKeyLength } only] || !only.All(c => c is > ' ' and <= '~'))
        {
            return false;
        }

        key = only;
        return true;
    }
}
