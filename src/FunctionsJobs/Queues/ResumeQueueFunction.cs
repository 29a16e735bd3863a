using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Queues;

/// <summary><c>POST /api/v1/queues/{queueName}/resume</c>: undoes a pause; what there is room for begins at once.</summary>
public sealed class ResumeQueueFunction(JobTypeCatalogue catalogue, IQueueStore queues, QueuePump pump)
{
    [Function("queues-resume")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Queues", "Undoes a pause.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [Answers(HttpStatusCode.OK, "It runs.", typeof(ApiMessage))]
    [Problems(HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/queues/{queueName}/resume")] HttpRequestData request,
        string queueName,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (!catalogue.TryFindQueue(queueName, out var queue))
        {
            return await request.CreateNoQueueResponseAsync(cancellation);
        }

        var admission = await queues.ResumeAsync(queue, request.FunctionContext.GetCaller().Actor, cancellation);
        await pump.FollowAsync(client, queue, admission, CancellationToken.None);
        return await request.CreateMessageResponseAsync(HttpStatusCode.OK, "The queue runs.", cancellation);
    }
}
