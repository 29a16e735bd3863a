using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Benchmarks.Host;

/// <summary>Starts of orchestrations over HTTP, with the least work behind them.</summary>
internal static class HostFunctions
{
    public const string NoOp = "NoOp";
    public const string Waiting = "Waiting";

    private static readonly TimeSpan LongTime = TimeSpan.FromDays(1);

    private static long s_activities;

    [Function(NoOp)]
    public static Task NoOpAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(nameof(Nothing));

    [Function(nameof(Nothing))]
    public static void Nothing([ActivityTrigger] string? input)
    {
        _ = input;
        Interlocked.Increment(ref s_activities);
    }

    /// <summary>Waits for an event, at most a day: it has a durable timer meanwhile.</summary>
    [Function(Waiting)]
    public static Task WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("go", LongTime);

    /// <summary>Starts one orchestration, as the templates of real function apps do.</summary>
    [Function(nameof(Start))]
    public static async Task<HttpResponseData> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start")] HttpRequestData request, [DurableClient] DurableTaskClient client)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(NoOp);
        return await client.CreateCheckStatusResponseAsync(request, id);
    }

    /// <summary>Starts many orchestrations, with the ids <c>{prefix}0</c>, <c>{prefix}1</c> and so on.</summary>
    [Function(nameof(StartMany))]
    public static async Task<HttpResponseData> StartMany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start-many/{orchestrator}/{prefix}/{count:int}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        string orchestrator,
        string prefix,
        int count,
        DateTimeOffset? startAt)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 256).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, null, new StartOrchestrationOptions($"{prefix}{i}", startAt), CancellationToken.None);
            }
        }));
        return request.CreateResponse(HttpStatusCode.OK);
    }

    /// <summary>How many activities have run since the start of the process.</summary>
    [Function(nameof(Count))]
    public static string Count([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "count")] HttpRequestData request)
    {
        _ = request;
        return $"{Interlocked.Read(ref s_activities)}";
    }
}
