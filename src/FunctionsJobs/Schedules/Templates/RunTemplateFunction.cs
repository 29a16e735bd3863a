using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules.Templates;

/// <summary><c>POST /api/v1/job-templates/{name}/run</c>: starts a job that is ready, with its parameters.</summary>
public sealed class RunTemplateFunction(JobTemplates templates, JobSubmissionResponder responder, IOptions<ScheduleOptions> options)
{
    [Function("job-templates-run")]
    [RequiresRole(Role.Operator)]
    [Operation("Job templates", "Starts a job that is ready, with its parameters.")]
    [RouteParameter("name", "The template's name.")]
    [Accepts(typeof(RunTemplateRequest))]
    [HeaderParameter(JobSubmissionResponder.IdempotencyHeader, JobSubmissionResponder.IdempotencyRule)]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<JobAcceptedView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge,
        HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnprocessableEntity)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/job-templates/{name}/run")] HttpRequestData request,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!templates.TryFind(name, out var template))
        {
            return await request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such template.", cancellation);
        }

        if (!request.HasJsonContent())
        {
            return await request.CreateNoJsonResponseAsync(cancellation);
        }

        var body = await request.ReadJsonBodyAsync(ScheduleJson.Default.RunTemplateRequest, options.Value.MaxBodyBytes, cancellation);
        if (!body.IsValid)
        {
            return await body.CreateProblemResponseAsync(request, cancellation);
        }

        var caller = request.FunctionContext.GetCaller();
        var parameters = body.Value.Parameters ?? [];
        return await responder.SubmitAsync(
            request,
            client,
            (key, errors) => templates.Prepare(template, parameters, caller, errors) is { } job
                ? job with { Idempotency = key is null ? null : new IdempotencyKey(caller.Id, key, Hash(name, parameters)) }
                : null,
            JobSubmissionResponder.DataPath,
            cancellation);
    }

    /// <summary>What makes two calls the same request: the template and the parameters that were given, and not the dates that they came to.</summary>
    private static string Hash(string name, Dictionary<string, JsonElement> parameters)
    {
        var given = CanonicalJson.Write(JsonSerializer.SerializeToElement(new RunTemplateRequest { Parameters = parameters }, ScheduleJson.Default.RunTemplateRequest));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"job-templates/{name}\n{given}")));
    }
}
