using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Schedules.Api;

/// <summary><c>POST /api/v1/schedules/{id}/pause</c>: has a recurring job fire no more until it is resumed. Repeating it changes nothing.</summary>
public sealed class PauseScheduleFunction(IScheduleStore schedules, ScheduleEditor editor, TimeProvider time)
{
    [Function("schedules-pause")]
    [RequiresRole(Role.Admin)]
    [Operation("Schedules", "Has a recurring job fire no more until it is resumed.", Description = "Repeating it changes nothing.")]
    [RouteParameter("id", "The schedule's id.")]
    [Answers(HttpStatusCode.OK, "The recurring job.", typeof(ApiResponse<ScheduleView>), Headers = ["ETag"])]
    [Problems(HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/schedules/{id}/pause")] HttpRequestData request, string id, CancellationToken cancellation) =>
        await request.FindOwnAsync(schedules, id, cancellation) is not null && await editor.PauseAsync(id, cancellation) is { } schedule
            ? await request.CreateScheduleResponseAsync(HttpStatusCode.OK, ScheduleView.Of(schedule, time.GetUtcNow()), cancellation)
            : await request.CreateNoScheduleResponseAsync(cancellation);
}
