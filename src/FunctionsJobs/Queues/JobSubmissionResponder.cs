using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Queues;

/// <summary>Submits the job that a request asks for, starts its orchestration, and answers: what every endpoint that accepts jobs does.</summary>
public sealed class JobSubmissionResponder(JobSubmitter submitter, IJobStore jobs, JobIntake intake, IOptions<QueueApiOptions> options)
{
    /// <summary>The header by which a caller makes a submission safe to repeat.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>What the header's description says.</summary>
    public const string IdempotencyRule = "1 to 255 visible ASCII characters; the same key with the same request gives the same job.";

    /// <summary>Where data stands in a submission.</summary>
    public const string DataPath = "$.data";

    private const int MaxKeyLength = 255;
    private const int RetryAfterSeconds = 1;

    /// <summary>
    /// 202 with the job, new or from before; 400 for invalid data or key; 403 for a publisher that is not the caller's; 409 for a taken job id; 422 for a key
    /// that was used with another request.
    /// </summary>
    /// <param name="request">The request. Its caller submits, and its <c>Idempotency-Key</c> counts.</param>
    /// <param name="client">Starts the orchestration.</param>
    /// <param name="queue">The canonical name of a queue that exists.</param>
    /// <param name="job">The submission.</param>
    /// <param name="dataPath">Where the submission's data stands in the request: the begin of paths in errors.</param>
    /// <param name="cancellation">Cancels the call until the job is written.</param>
    internal Task<HttpResponseData> SubmitAsync(
        HttpRequestData request, DurableTaskClient client, string queue, SubmitJobRequest job, string dataPath, CancellationToken cancellation) =>
        SubmitAsync(request, client, (key, errors) => submitter.Prepare(queue, job, request.FunctionContext.GetCaller(), key, errors), dataPath, cancellation);

    /// <summary>The same for a job that the endpoint prepares itself.</summary>
    /// <param name="request">The request. Its <c>Idempotency-Key</c> counts.</param>
    /// <param name="client">Starts the orchestration.</param>
    /// <param name="prepare">Makes the job, with the key that it is given; or notes by path what is wrong, and answers null.</param>
    /// <param name="dataPath">Where the job's data stands in the request: the begin of paths in errors.</param>
    /// <param name="cancellation">Cancels the call until the job is written.</param>
    internal async Task<HttpResponseData> SubmitAsync(
        HttpRequestData request, DurableTaskClient client, Func<string?, FieldErrors, NewJob?> prepare, string dataPath, CancellationToken cancellation)
    {
        if (!TryReadKey(request, out var key))
        {
            return await request.CreateProblemResponseAsync(
                HttpStatusCode.BadRequest, $"{IdempotencyHeader} must be given once, with 1 to {MaxKeyLength} visible ASCII characters.", cancellation);
        }

        var errors = new FieldErrors();
        if (prepare(key, errors) is not { } job)
        {
            return await request.CreateValidationProblemResponseAsync(errors.Moved(DataPath, dataPath), cancellation);
        }

        switch (await jobs.SubmitAsync(job, cancellation))
        {
            case JobSubmission.KeyReused:
                return await request.CreateProblemResponseAsync(
                    HttpStatusCode.UnprocessableEntity, $"The {IdempotencyHeader} was used before with a different request.", cancellation);
            case JobSubmission.IdTaken:
                return await request.CreateProblemResponseAsync(HttpStatusCode.Conflict, "The job id is taken by another job.", cancellation);
            case JobSubmission.Existing(var existing):
                return await AcceptedAsync(request, client, existing, cancellation);
            case JobSubmission.DependenciesUnknown(var ids):
                errors.Add("$.options.dependsOn", $"there are no such jobs: {string.Join(", ", ids)}");
                return await request.CreateValidationProblemResponseAsync(errors.Moved(DataPath, dataPath), cancellation);
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
