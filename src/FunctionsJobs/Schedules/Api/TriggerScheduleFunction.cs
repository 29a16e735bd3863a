using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Schedules.Api;

/// <summary><c>POST /api/v1/schedules/{id}/trigger</c>: runs a recurring job now, whatever its state and policies are. Its fire times stay as they are.</summary>
public sealed class TriggerScheduleFunction(IScheduleStore schedules, ScheduledJobs jobs, JobIntake intake, TimeProvider time)
{
    [Function("schedules-trigger")]
    [RequiresRole(Role.Operator)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/schedules/{id}/trigger")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (await request.FindOwnAsync(schedules, id, cancellation) is not { } schedule)
        {
            return await request.CreateNoScheduleResponseAsync(cancellation);
        }

        var now = time.GetUtcNow();
        var errors = new FieldErrors();
        var caller = request.FunctionContext.GetCaller() with { Tenant = schedule.Tenant };
        if (jobs.Prepare(schedule.Definition, caller, now, ScheduleRunId.OfTrigger(id, now), errors) is not { } job)
        {
            return await request.CreateValidationProblemResponseAsync(errors, cancellation);
        }

        switch (await schedules.TriggerAsync(id, job, cancellation))
        {
            case null:
                return await request.CreateNoScheduleResponseAsync(cancellation);
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
