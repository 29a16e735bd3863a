using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Schedules.Api;

/// <summary><c>GET /api/v1/schedules/{id}</c>: one recurring job, with what became of its last fire times.</summary>
public sealed class GetScheduleFunction(IScheduleStore schedules, TimeProvider time)
{
    private const int RecentRuns = 20;

    [Function("schedules-get")]
    [RequiresRole(Role.Viewer)]
    [Operation("Schedules", "Reads one recurring job, with what became of its last fire times.")]
    [RouteParameter("id", "The schedule's id.")]
    [Answers(HttpStatusCode.OK, "The recurring job.", typeof(ApiResponse<ScheduleView>), Headers = ["ETag"])]
    [Problems(HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/schedules/{id}")] HttpRequestData request, string id, CancellationToken cancellation)
    {
        if (await request.FindOwnAsync(schedules, id, cancellation) is not { } schedule)
        {
            return await request.CreateNoScheduleResponseAsync(cancellation);
        }

        var runs = await schedules.ListRunsAsync(id, RecentRuns, cancellation);
        return await request.CreateScheduleResponseAsync(HttpStatusCode.OK, ScheduleView.Of(schedule, time.GetUtcNow(), runs), cancellation);
    }
}
