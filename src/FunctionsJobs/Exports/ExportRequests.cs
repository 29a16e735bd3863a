using System.Text.Json;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Exports;

/// <summary>What requests about exports have in common.</summary>
internal static class ExportRequests
{
    private const string Queue = "data-export";

    // Holds what is known of a person: for administrators, and the publisher's own.
    private const string UserData = "user-data";

    /// <summary>The export of an id, or null where the caller has none of it: a job of another kind or publisher, and one for other eyes, are as if they were not there.</summary>
    public static async Task<JobRecord?> FindOwnExportAsync(this HttpRequestData request, IJobStore jobs, string jobId, CancellationToken cancellation) =>
        await request.FindOwnJobAsync(jobs, jobId, cancellation) is { Queue: Queue } job
        && (job.Type != UserData || request.FunctionContext.GetCaller().Role >= Role.Admin)
            ? job
            : null;

    /// <summary>The file of a job that has completed.</summary>
    public static ExportedFile? FileOf(JobRecord job) =>
        job is { State: JobState.Completed, Result: { } result } ? JsonSerializer.Deserialize(result, ExportJson.Default.ExportedFile) : null;
}
