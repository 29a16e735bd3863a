using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Schedules.Api;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules.Templates;

/// <summary><c>POST /api/v1/job-templates/{name}/run</c>: starts a job that is ready, with its parameters.</summary>
public sealed class RunTemplateFunction(JobTemplates templates, IJobStore jobs, JobIntake intake, IOptions<ScheduleOptions> options)
{
    [Function("job-templates-run")]
    [RequiresRole(Role.Operator)]
    [Operation("Job templates", "Starts a job that is ready, with its parameters.")]
    [RouteParameter("name", "The template's name.")]
    [Accepts(typeof(RunTemplateRequest))]
    [Answers(HttpStatusCode.Accepted, "The job.", typeof(ApiResponse<ScheduledJobView>), Headers = ["Location", "Retry-After"])]
    [Problems(
        HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType)]
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

        var errors = new FieldErrors();
        if (templates.Prepare(template, body.Value.Parameters ?? [], request.FunctionContext.GetCaller(), errors) is not { } job)
        {
            return await request.CreateValidationProblemResponseAsync(errors, cancellation);
        }

        switch (await jobs.SubmitAsync(job, cancellation))
        {
            case JobSubmission.Accepted accepted:
                await intake.FollowAsync(client, accepted);
                return await request.CreateJobStartedResponseAsync(accepted.Job, cancellation);
            case JobSubmission.Existing(var existing):
                return await request.CreateJobStartedResponseAsync(existing, cancellation);
            case var refusal:
                return await request.CreateProblemResponseAsync(
                    HttpStatusCode.Conflict, $"The job was not accepted ({refusal.GetType().Name}).", cancellation);
        }
    }
}
