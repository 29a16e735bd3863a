using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Schedules.Api;

/// <summary><c>GET /api/v1/schedules?limit=&amp;cursor=&amp;publisherId=</c>: recurring jobs, newest first.</summary>
public sealed class ListSchedulesFunction(IScheduleStore schedules, TimeProvider time)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    [Function("schedules-list")]
    [RequiresRole(Role.Viewer)]
    [Operation("Schedules", "Lists recurring jobs, newest first.")]
    [QueryParameter("limit", "Most recurring jobs of a page; 1 to 200, default 50.", Type = typeof(int))]
    [QueryParameter("cursor", "The nextCursor of the page before.")]
    [QueryParameter("publisherId", "Those of one publisher.")]
    [Answers(HttpStatusCode.OK, "A page.", typeof(ApiResponse<SchedulePageView>))]
    [Problems(HttpStatusCode.BadRequest)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/schedules")] HttpRequestData request, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var limit = query.Integer("limit", DefaultLimit, 1, MaxLimit);
        var cursor = query.Optional("cursor");
        var publisher = query.Optional("publisherId");
        query.RefuseUnknown();
        var caller = request.FunctionContext.GetCaller();
        if (cursor is not null && !JobId.IsValid(cursor))
        {
            query.Errors.Add("cursor", "must be the nextCursor of a page");
        }

        if (publisher is not null && !caller.MayUse(publisher))
        {
            query.Errors.Forbid("publisherId", "must be the publisher that the caller is bound to");
        }

        if (!query.Errors.IsEmpty)
        {
            return await request.CreateValidationProblemResponseAsync(query.Errors, cancellation);
        }

        // One more than asked for tells whether there is another page.
        var found = await schedules.ListAsync(publisher ?? caller.Tenant, cursor, limit + 1, cancellation);
        var page = found.Take(limit).ToList();
        var now = time.GetUtcNow();
        var view = new SchedulePageView([.. page.Select(schedule => ScheduleView.Of(schedule, now))], found.Count > limit ? page[^1].Id : null);
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<SchedulePageView>(view), ScheduleJson.Default.ApiResponseSchedulePageView, cancellation);
    }
}
