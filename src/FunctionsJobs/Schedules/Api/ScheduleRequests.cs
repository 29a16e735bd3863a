using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Schedules.Api;

/// <summary>What the functions of the schedule API have in common: finding the caller's schedule, and answering with one.</summary>
internal static class ScheduleRequests
{
    /// <summary>The schedule of an id, unless it is unknown or another publisher's, which are answered alike.</summary>
    public static async Task<ScheduleRecord?> FindOwnAsync(
        this HttpRequestData request, IScheduleStore schedules, string id, CancellationToken cancellation) =>
        JobId.IsValid(id) && await schedules.FindAsync(id, cancellation) is { } found && request.FunctionContext.GetCaller().MayUse(found.Tenant)
            ? found
            : null;

    /// <summary>Answers that there is no such schedule.</summary>
    public static Task<HttpResponseData> CreateNoScheduleResponseAsync(this HttpRequestData request, CancellationToken cancellation) =>
        request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such schedule.", cancellation);

    /// <summary>Answers with a schedule and its version.</summary>
    public static async Task<HttpResponseData> CreateScheduleResponseAsync(
        this HttpRequestData request, HttpStatusCode status, ScheduleView view, CancellationToken cancellation)
    {
        var response = await request.CreateJsonResponseAsync(
            status, new ApiResponse<ScheduleView>(view), ScheduleJson.Default.ApiResponseScheduleView, cancellation);
        response.Headers.Add("ETag", $"\"{view.Version}\"");
        return response;
    }

    /// <summary>Answers with a job that was accepted.</summary>
    public static async Task<HttpResponseData> CreateJobStartedResponseAsync(this HttpRequestData request, JobRecord job, CancellationToken cancellation)
    {
        var view = ScheduledJobView.Of(job);
        var response = await request.CreateJsonResponseAsync(
            HttpStatusCode.Accepted, new ApiResponse<ScheduledJobView>(view), ScheduleJson.Default.ApiResponseScheduledJobView, cancellation);
        response.Headers.Add("Location", view.StatusUrl);
        response.Headers.Add("Retry-After", "1");
        return response;
    }

    /// <summary>Reads the version that <c>If-Match</c> asks for; null for any.</summary>
    /// <returns>False when the header holds something that no schedule has ever had as its ETag.</returns>
    public static bool TryReadIfMatch(this HttpRequestData request, out long? version)
    {
        version = null;
        if (!request.Headers.TryGetValues("If-Match", out var values) || values.ToArray() is ["*"])
        {
            return true;
        }

        if (values.ToArray() is [['"', .. var digits, '"']] && long.TryParse(digits, out var number))
        {
            version = number;
            return true;
        }

        return false;
    }
}
