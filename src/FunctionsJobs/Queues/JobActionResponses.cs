using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Queues;

/// <summary>Does to a job what a request asks for, and answers.</summary>
internal static class JobActionResponses
{
    /// <summary>Removes the job: 200, or 409 while it, its parent or a child of it goes on.</summary>
    public static async Task<HttpResponseData> RemoveAsync(
        this HttpRequestData request, JobControl control, DurableTaskClient client, JobRecord job, CancellationToken cancellation) =>
        await control.RemoveAsync(client, job, request.FunctionContext.GetCaller().Actor, cancellation)
            ? await request.CreateMessageResponseAsync(HttpStatusCode.OK, "The job was removed.", cancellation)
            : await request.CreateProblemResponseAsync(
                HttpStatusCode.Conflict,
                "The job, its parent or a child of it is running. Cancel it first (DELETE /api/v1/jobs/cancel/{id}), and remove it when all have ended.",
                cancellation);

    /// <summary>Runs the job again: 202, or 409 where it has neither failed nor been cancelled, or a child of it has not ended.</summary>
    public static async Task<HttpResponseData> RetryAsync(
        this HttpRequestData request, JobControl control, DurableTaskClient client, JobRecord job, CancellationToken cancellation)
    {
        var transition = await control.RetryAsync(client, job.Id, request.FunctionContext.GetCaller().Actor, cancellation);
        return transition.Applied
            ? await request.CreateMessageResponseAsync(HttpStatusCode.Accepted, "The job runs again.", cancellation)
            : await request.CreateProblemResponseAsync(
                HttpStatusCode.Conflict,
                transition.State is JobState.Failed or JobState.Cancelled
                    ? "Children of the job are still stopping. Retry it when they have ended."
                    : $"Only failed and cancelled jobs can be retried; this one is {transition.State.ToName()}.",
                cancellation);
    }
}
