using System.Net;
using FunctionsJobs.Embedded.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;

namespace FunctionsJobs.Embedded.Tests.Faults;

/// <summary>A function app that keeps what it is given, as a process whose machine fails.</summary>
internal static class FaultHost
{
    /// <summary>The first argument of this assembly's program that makes it such a process.</summary>
    public const string Command = "run-host";

    /// <summary>What it prints, followed by its address, when it is ready.</summary>
    public const string Ready = "ready at ";

    public static async Task RunAsync(string folder)
    {
        var builder = new FunctionsApplicationBuilder(["--port", "0", "--EmbeddedHost:DataFolder", folder], [folder]);
        builder.UseFunctionsOf(typeof(Functions));
        using var host = builder.Build();
        await host.StartAsync();
        Console.Out.WriteLine(Ready + host.GetListeningAddress());
        Console.Out.Flush();
        await host.WaitForShutdownAsync();
    }

    public static class Functions
    {
        /// <summary>Accepts a body: 202 when it is kept.</summary>
        [Function("keep")]
        public static async Task<HttpResponseData> AcceptAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "keep/{id}")] HttpRequestData request, string id, [DurableClient] DurableTaskClient client)
        {
            var body = await request.ReadAsStringAsync();
            await client.ScheduleNewOrchestrationInstanceAsync("Measure", body, new StartOrchestrationOptions(id));
            return request.CreateResponse(HttpStatusCode.Accepted);
        }

        [Function("state")]
        public static async Task<HttpResponseData> StateAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "state/{id}")] HttpRequestData request, string id, [DurableClient] DurableTaskClient client)
        {
            var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true);
            var response = request.CreateResponse(HttpStatusCode.OK);
            await response.WriteStringAsync($"{instance?.RuntimeStatus} {instance?.SerializedOutput}");
            return response;
        }

        [Function("Measure")]
        public static Task<int> MeasureAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<int>("Count", context.GetInput<string>());

        [Function("Count")]
        public static int Count([ActivityTrigger] string text) => text.Length;
    }
}
