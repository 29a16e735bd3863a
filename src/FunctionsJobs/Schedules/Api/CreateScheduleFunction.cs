using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules.Api;

/// <summary><c>POST /api/v1/schedules</c>: creates a recurring job.</summary>
public sealed class CreateScheduleFunction(ScheduleReader reader, ScheduleEditor editor, IOptions<ScheduleOptions> options, TimeProvider time)
{
    [Function("schedules-create")]
    [RequiresRole(Role.Admin)]
    [Operation("Schedules", "Creates a recurring job.")]
    [Accepts(typeof(ScheduleRequest))]
    [Answers(HttpStatusCode.Created, "The recurring job.", typeof(ApiResponse<ScheduleView>), Headers = ["Location", "ETag"])]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/schedules")] HttpRequestData request, CancellationToken cancellation)
    {
        if (!request.HasJsonContent())
        {
            return await request.CreateNoJsonResponseAsync(cancellation);
        }

        var body = await request.ReadJsonBodyAsync(ScheduleJson.Default.ScheduleRequest, options.Value.MaxBodyBytes, cancellation);
        if (!body.IsValid)
        {
            return await body.CreateProblemResponseAsync(request, cancellation);
        }

        var errors = new FieldErrors();
        if (reader.Read(body.Value, request.FunctionContext.GetCaller(), errors) is not var (definition, tenant))
        {
            return await request.CreateValidationProblemResponseAsync(errors, cancellation);
        }

        var limit = options.Value.MaxPerPublisher;
        if (await editor.CreateAsync(tenant, definition, limit, cancellation) is not { } schedule)
        {
            return await request.CreateProblemResponseAsync(
                HttpStatusCode.Conflict, $"The publisher has {limit} schedules, which is as many as it may have.", cancellation);
        }

        var response = await request.CreateScheduleResponseAsync(HttpStatusCode.Created, ScheduleView.Of(schedule, time.GetUtcNow()), cancellation);
        response.Headers.Add("Location", $"/api/v1/schedules/{schedule.Id}");
        return response;
    }
}
