using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Schedules.Api;

/// <summary><c>POST /api/v1/schedules/{id}/resume</c>: has a paused recurring job fire again, from now on. Repeating it changes nothing.</summary>
public sealed class ResumeScheduleFunction(IScheduleStore schedules, ScheduleEditor editor, TimeProvider time)
{
    [Function("schedules-resume")]
    [RequiresRole(Role.Admin)]
    [Operation("Schedules", "Has a paused recurring job fire again, from now on.", Description = "Repeating it changes nothing.")]
    [RouteParameter("id", "The schedule's id.")]
    [Answers(HttpStatusCode.OK, "The recurring job.", typeof(ApiResponse<ScheduleView>), Headers = ["ETag"])]
    [Problems(HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/schedules/{id}/resume")] HttpRequestData request, string id, CancellationToken cancellation) =>
        await request.FindOwnAsync(schedules, id, cancellation) is not null && await editor.ResumeAsync(id, cancellation) is { } schedule
            ? await request.CreateScheduleResponseAsync(HttpStatusCode.OK, ScheduleView.Of(schedule, time.GetUtcNow()), cancellation)
            : await request.CreateNoScheduleResponseAsync(cancellation);
}
