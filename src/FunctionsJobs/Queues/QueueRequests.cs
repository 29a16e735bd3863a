using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Queues;

/// <summary>What requests about jobs and queues have in common.</summary>
internal static class QueueRequests
{
    /// <summary>The job of a route, or null where the caller has none there: an unknown queue, an unknown job, a job of another queue and one of another publisher are alike.</summary>
    public static async Task<JobRecord?> FindOwnJobAsync(
        this HttpRequestData request, JobTypeCatalogue catalogue, IJobStore jobs, string queueName, string jobId, CancellationToken cancellation) =>
        catalogue.TryFindQueue(queueName, out var queue) && await request.FindOwnJobAsync(jobs, jobId, cancellation) is { } job && job.Queue == queue
            ? job
            : null;

    /// <summary>The job of an id, or null where the caller has none of it.</summary>
    public static async Task<JobRecord?> FindOwnJobAsync(this HttpRequestData request, IJobStore jobs, string jobId, CancellationToken cancellation) =>
        JobId.IsValid(jobId)
        && await jobs.FindAsync(jobId, cancellation) is { } job
        && request.FunctionContext.GetCaller().MayUse(job.Tenant)
            ? job
            : null;

    /// <summary>Answers that there is no such job, or that what was given is no job id.</summary>
    public static Task<HttpResponseData> CreateNoJobResponseAsync(this HttpRequestData request, string jobId, CancellationToken cancellation) =>
        JobId.IsValid(jobId)
            ? request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such job.", cancellation)
            : request.CreateProblemResponseAsync(HttpStatusCode.BadRequest, $"The job id {JobId.Rule}.", cancellation);

    /// <summary>Answers that there is no such queue.</summary>
    public static Task<HttpResponseData> CreateNoQueueResponseAsync(this HttpRequestData request, CancellationToken cancellation) =>
        request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such queue.", cancellation);

    /// <summary>Whose jobs the caller sees.</summary>
    public static TenantScope ToScope(this Caller caller) => caller.Tenant is { } tenant ? TenantScope.Only(tenant) : TenantScope.All;
}
