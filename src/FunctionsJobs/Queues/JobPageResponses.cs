using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Index;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Queues;

/// <summary>Answers with pages of jobs.</summary>
internal static class JobPageResponses
{
    /// <summary>Answers with the page of a query, or 400 where its cursor is not of this list.</summary>
    public static async Task<HttpResponseData> CreateJobPageResponseAsync(
        this HttpRequestData request, IJobIndex index, JobListQuery query, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await query.ReadPageAsync(index, cancellation) is not { } page)
        {
            return await request.CreateBadCursorResponseAsync(cancellation);
        }

        var view = new JobPageView([.. page.Jobs.Select(job => JobView.Of(job, now))], page.Cursor);
        return await request.CreateJsonResponseAsync(HttpStatusCode.OK, new ApiResponse<JobPageView>(view), QueueJson.Default.ApiResponseJobPageView, cancellation);
    }

    /// <summary>Answers that a cursor is not one of this list.</summary>
    public static Task<HttpResponseData> CreateBadCursorResponseAsync(this HttpRequestData request, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        errors.Add("cursor", "must be the nextCursor of a page of the same list");
        return request.CreateValidationProblemResponseAsync(errors, cancellation);
    }
}
