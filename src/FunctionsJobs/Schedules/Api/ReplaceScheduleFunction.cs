using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules.Api;

/// <summary><c>PUT /api/v1/schedules/{id}</c>: gives a recurring job another definition, on condition of its ETag where <c>If-Match</c> is sent.</summary>
public sealed class ReplaceScheduleFunction(
    IScheduleStore schedules, ScheduleReader reader, ScheduleEditor editor, IOptions<ScheduleOptions> options, TimeProvider time)
{
    [Function("schedules-replace")]
    [RequiresRole(Role.Admin)]
    [Operation("Schedules", "Gives a recurring job another definition.")]
    [RouteParameter("id", "The schedule's id.")]
    [HeaderParameter("If-Match", "An ETag: the definition is replaced only where nobody changed it since.")]
    [Accepts(typeof(ScheduleRequest))]
    [Answers(HttpStatusCode.OK, "The recurring job.", typeof(ApiResponse<ScheduleView>), Headers = ["ETag"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.PreconditionFailed, HttpStatusCode.RequestEntityTooLarge,
        HttpStatusCode.UnsupportedMediaType)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "put", Route = "api/v1/schedules/{id}")] HttpRequestData request, string id, CancellationToken cancellation)
    {
        if (await request.FindOwnAsync(schedules, id, cancellation) is not { } schedule)
        {
            return await request.CreateNoScheduleResponseAsync(cancellation);
        }

        if (!request.HasJsonContent())
        {
            return await request.CreateNoJsonResponseAsync(cancellation);
        }

        if (!request.TryReadIfMatch(out var version))
        {
            return await PreconditionFailedAsync(request, cancellation);
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

        if (tenant != schedule.Tenant)
        {
            errors.Add("$.data.publisherId", "must be the publisher that the schedule was created for");
            return await request.CreateValidationProblemResponseAsync(errors, cancellation);
        }

        try
        {
            return await editor.ReplaceAsync(id, definition, version, cancellation) is { } replaced
                ? await request.CreateScheduleResponseAsync(HttpStatusCode.OK, ScheduleView.Of(replaced, time.GetUtcNow()), cancellation)
                : await request.CreateNoScheduleResponseAsync(cancellation);
        }
        catch (ScheduleVersionException)
        {
            return await PreconditionFailedAsync(request, cancellation);
        }
    }

    private static Task<HttpResponseData> PreconditionFailedAsync(HttpRequestData request, CancellationToken cancellation) =>
        request.CreateProblemResponseAsync(HttpStatusCode.PreconditionFailed, "The schedule was changed since it was read; If-Match names another version.", cancellation);
}
