using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsJobs.Embedded.Tests.Hosting;

/// <summary>Durable functions through the whole host: sockets, discovery, middleware, engine and SQLite.</summary>
public class DurableFunctionTests
{
    [Fact]
    public async Task Orchestration_WhenStartedOverHttp_RunsItsActivitiesToTheEnd()
    {
        await using var host = await StartAsync();

        using var start = await host.Client.PostAsJsonAsync("/api/start/Greet", new Greeting("Ada", 3));
        var links = await start.Content.ReadFromJsonAsync<JsonElement>();
        var status = await WaitAsync(host, links.GetProperty("StatusQueryGetUri").GetString()!);

        Assert.Equal(HttpStatusCode.Accepted, start.StatusCode);
        Assert.Equal("Completed", status.GetProperty("runtimeStatus").GetString());
        Assert.Equal("Hello Ada! Hello Ada! Hello Ada!", status.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Orchestration_WhenAnActivityThrows_FailsWithItsMessage()
    {
        await using var host = await StartAsync();

        var status = await RunAsync(host, "Breaks", new Greeting("Ada", 1));

        Assert.Equal("Failed", status.GetProperty("runtimeStatus").GetString());
        Assert.Contains("no greeting for Ada", status.GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestration_WhenItsInputIsMissing_FailsNamingTheParameter()
    {
        await using var host = await StartAsync();

        var status = await RunAsync(host, "Doubles", null);

        Assert.Equal("Failed", status.GetProperty("runtimeStatus").GetString());
        Assert.Contains("'number'", status.GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestration_WhenTheHostRestarts_GoesOn()
    {
        using var folder = new TestFolder();
        string id;
        await using (var first = await StartAsync(folder))
        {
            using var start = await first.Client.PostAsync(new Uri("/api/start/Waits", UriKind.Relative), null);
            id = (await start.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Id").GetString()!;
        }

        await using var host = await StartAsync(folder);
        using var raised = await host.Client.PostAsync(new Uri($"/api/raise/{id}", UriKind.Relative), null);
        var status = await WaitAsync(host, StatusAddress(host, id));

        Assert.Equal("Completed", status.GetProperty("runtimeStatus").GetString());
        Assert.Equal("go", status.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Middleware_WhenFunctionsRun_SurroundsActivitiesAndOrchestratorsOncePerLoad()
    {
        await using var host = await StartAsync();

        await RunAsync(host, "Greet", new Greeting("Ada", 2));

        var seen = host.Services.GetRequiredService<Seen>().Names;
        Assert.Equal(1, seen.Count(name => name == "Greet"));
        Assert.Equal(2, seen.Count(name => name == "SayHello"));
    }

    [Fact]
    public async Task ManagementApi_WhenTheKeyIsWrong_IsClosed()
    {
        await using var host = await StartAsync();

        await host.GetAsync("/runtime/webhooks/durabletask/instances/x?code=wrong", HttpStatusCode.Unauthorized);
        await host.GetAsync($"/runtime/webhooks/durabletask/instances/x?code={host.MasterKey}", HttpStatusCode.NotFound);
    }

    private static string StatusAddress(TestHost host, string id) => $"/runtime/webhooks/durabletask/instances/{id}?code={host.MasterKey}";

    private static async Task<JsonElement> RunAsync(TestHost host, string orchestrator, Greeting? input)
    {
        using var start = await host.Client.PostAsJsonAsync($"/api/start/{orchestrator}", input);
        var links = await start.Content.ReadFromJsonAsync<JsonElement>();
        return await WaitAsync(host, links.GetProperty("StatusQueryGetUri").GetString()!);
    }

    private static async Task<JsonElement> WaitAsync(TestHost host, string address)
    {
        var uri = new Uri(address, UriKind.RelativeOrAbsolute);
        JsonElement status = default;
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var response = await host.Client.GetAsync(uri);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                status = await response.Content.ReadFromJsonAsync<JsonElement>();
                return status;
            }

            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), "The orchestration does not end.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private static Task<TestHost> StartAsync(TestFolder? folder = null) => TestHost.StartAsync(new TestHostSettings
    {
        Functions = [typeof(Functions)],
        Folder = folder,
        Configure = builder =>
        {
            builder.Services.AddSingleton<Seen>();
            builder.UseMiddleware((context, next) =>
            {
                context.InstanceServices.GetRequiredService<Seen>().Add(context.FunctionDefinition.Name);
                return next();
            });
        },
    });

    public sealed record Greeting(string Name, int Times);

    public sealed class Seen
    {
        private readonly List<string> _names = [];

        public IReadOnlyList<string> Names
        {
            get
            {
                lock (_names)
                {
                    return [.. _names];
                }
            }
        }

        public void Add(string name)
        {
            lock (_names)
            {
                _names.Add(name);
            }
        }
    }

    public static class Functions
    {
        [Function("Start")]
        public static async Task<HttpResponseData> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{name}")] HttpRequestData request,
            [DurableClient] DurableTaskClient client, string name)
        {
            var input = request.Headers.Contains("Content-Type") ? await request.ReadFromJsonAsync<Greeting?>() : null;
            var id = await client.ScheduleNewOrchestrationInstanceAsync(name, input);
            return await client.CreateCheckStatusResponseAsync(request, id);
        }

        [Function("Raise")]
        public static Task Raise([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "raise/{id}")] HttpRequestData request, [DurableClient] DurableTaskClient client, string id)
            => client.RaiseEventAsync(id, "Proceed", "go");

        [Function("Greet")]
        public static async Task<string> Greet([OrchestrationTrigger] TaskOrchestrationContext context, Greeting greeting)
        {
            var parts = new List<string>();
            for (var time = 0; time < greeting.Times; time++)
            {
                parts.Add(await context.CallActivityAsync<string>("SayHello", greeting.Name));
            }

            return string.Join(' ', parts);
        }

        [Function("Breaks")]
        public static Task<string> Breaks([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.CallActivityAsync<string>("Throw", context.GetInput<Greeting>());

        [Function("Doubles")]
        public static int Doubles([OrchestrationTrigger] TaskOrchestrationContext context, int number) => number * 2;

        [Function("Waits")]
        public static Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("proceed");

        [Function("SayHello")]
        public static string SayHello([ActivityTrigger] string name, string instanceId, FunctionContext context)
            => instanceId.Length > 0 && context.InvocationId.Length > 0 ? $"Hello {name}!" : "";

        [Function("Throw")]
        public static Task<string> Throw([ActivityTrigger] Greeting greeting) => throw new InvalidOperationException($"no greeting for {greeting.Name}");
    }
}
