using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Queues;

/// <summary><c>POST /api/v1/queues/{queueName}/pause</c>: nothing begins any more until the queue is resumed. What runs goes on.</summary>
public sealed class PauseQueueFunction(JobTypeCatalogue catalogue, IQueueStore queues)
{
    [Function("queues-pause")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Queues", "Holds back the jobs of a queue; those that run go on.")]
    [RouteParameter("queueName", "The queue's name; an older name with a colon is taken too.")]
    [Answers(HttpStatusCode.OK, "It is paused.", typeof(ApiMessage))]
    [Problems(HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/queues/{queueName}/pause")] HttpRequestData request,
        string queueName,
        CancellationToken cancellation)
    {
        if (!catalogue.TryFindQueue(queueName, out var queue))
        {
            return await request.CreateNoQueueResponseAsync(cancellation);
        }

        var changed = await queues.PauseAsync(queue, request.FunctionContext.GetCaller().Actor, cancellation);
        return await request.CreateMessageResponseAsync(HttpStatusCode.OK, changed ? "The queue is paused." : "The queue was paused already.", cancellation);
    }
}
