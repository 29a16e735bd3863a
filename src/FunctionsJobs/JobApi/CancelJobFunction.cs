using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.JobApi;

/// <summary><c>DELETE /api/v1/jobs/cancel/{id}</c>: cancels a job. One that waits has ended with the answer (200); one that runs ends when its activities have stopped (202).</summary>
public sealed class CancelJobFunction(IJobStore jobs, JobControl control)
{
    [Function("jobs-cancel")]
    [RequiresRole(Role.Operator)]
    [Operation("Jobs", "Cancels a job.")]
    [RouteParameter("id", "The job's id.")]
    [Answers(HttpStatusCode.OK, "It is cancelled.", typeof(ApiMessage))]
    [Answers(HttpStatusCode.Accepted, "It runs, and was asked to stop.", typeof(ApiMessage))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "delete", Route = "api/v1/jobs/cancel/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (await request.FindOwnJobAsync(jobs, id, cancellation) is null)
        {
            return await request.CreateNoJobResponseAsync(id, cancellation);
        }

        var transition = await control.CancelAsync(client, id, request.FunctionContext.GetCaller().Actor, cancellation);
        return transition.State switch
        {
            JobState.Cancelled => await request.CreateMessageResponseAsync(HttpStatusCode.OK, "The job is cancelled.", cancellation),
            JobState.Cancelling => await request.CreateMessageResponseAsync(HttpStatusCode.Accepted, "The job was asked to stop.", cancellation),
            var state => await request.CreateProblemResponseAsync(
                HttpStatusCode.Conflict, $"The job has ended: it is {state.ToName()}.", cancellation),
        };
    }
}
