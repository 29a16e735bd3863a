using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Schedules.Api;

/// <summary><c>DELETE /api/v1/schedules/{id}</c>: removes a recurring job with its record; jobs it has started go on.</summary>
public sealed class DeleteScheduleFunction(IScheduleStore schedules)
{
    [Function("schedules-delete")]
    [RequiresRole(Role.Admin)]
    [Operation("Schedules", "Removes a recurring job with its record; jobs it has started go on.")]
    [RouteParameter("id", "The schedule's id.")]
    [Answers(HttpStatusCode.OK, "It was removed.", typeof(ApiMessage))]
    [Problems(HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "delete", Route = "api/v1/schedules/{id}")] HttpRequestData request, string id, CancellationToken cancellation) =>
        await request.FindOwnAsync(schedules, id, cancellation) is not null && await schedules.DeleteAsync(id, cancellation)
            ? await request.CreateMessageResponseAsync(HttpStatusCode.OK, "The schedule was removed.", cancellation)
            : await request.CreateNoScheduleResponseAsync(cancellation);
}
