using System.Net;
using System.Text;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Tests.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsJobs.Embedded.Tests.Hosting;

/// <summary>Entity functions through the whole host: discovery, middleware, dispatcher, engine and SQLite.</summary>
public class EntityFunctionTests
{
    [Theory]
    [InlineData("ByClass", "unit 5")]
    [InlineData("ByState", "10")]
    [InlineData("ByObject", "unit 5")]
    [InlineData("ByHandler", "Add 5")]
    [InlineData("renamed", "unit 5")]
    public async Task Entity_OfAnyDispatch_RunsItsOperations(string entity, string expected)
    {
        await using var host = await StartAsync();

        Assert.Equal(expected, await CallAsync(host, entity, "Add"));
    }

    [Fact]
    public async Task Entity_WhenTheHostRestarts_KeepsItsState()
    {
        using var folder = new TestFolder();
        await using (var first = await StartAsync(folder))
        {
            await CallAsync(first, "ByState", "Add");
        }

        await using var host = await StartAsync(folder);
        Assert.Equal("20", await CallAsync(host, "ByState", "Add"));
    }

    [Theory]
    [InlineData("ByState", "GetType", "No suitable method found for entity operation 'bystate/GetType'.")]
    [InlineData("ByState", "get_Total", "No suitable method found for entity operation 'bystate/get_Total'.")]
    [InlineData("ByClass", "ToString", "No suitable method found for entity operation 'byclass/ToString'.")]
    [InlineData("ByClass", "Break", "broken")]
    [InlineData("Forgetful", "Add", "Invocation of function 'forgetful' failed with an exception.")]
    [InlineData("Off", "Add", "No entity task named 'off' was found.")]
    public async Task Entity_WhenTheOperationFails_TellsTheCaller(string entity, string operation, string message)
    {
        await using var host = await StartAsync();

        Assert.Contains(message, await CallAsync(host, entity, operation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Obeys")]
    [InlineData("Ignores")]
    public async Task Entity_WhenItsTimeIsUp_FailsForItsCaller(string entity)
    {
        var time = new VirtualTime();
        await using var host = await StartAsync(json: """{ "version": "2.0", "functionTimeout": "00:01:00" }""", time: time);
        var units = host.Services.GetRequiredService<Units>();
        var client = host.Services.GetRequiredService<TaskHubEngine>().Client;
        var id = await client.ScheduleNewOrchestrationInstanceAsync("CallEntity", new[] { entity, "Wait" });
        await Eventually.CompletesAsync(units.Entered);

        time.Advance(TimeSpan.FromSeconds(61));
        time.Advance(TimeSpan.FromSeconds(5));

        var end = await Eventually.CompletesAsync(client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true));
        Assert.Contains($"The entity '{entity.ToLowerInvariant()}' did not finish within the function timeout, 00:01:00.", end.ReadOutputAs<string>(), StringComparison.Ordinal);
        units.Release();
    }

    [Fact]
    public async Task Middleware_WhenAnEntityRuns_SurroundsTheBatch()
    {
        await using var host = await StartAsync();

        await CallAsync(host, "ByClass", "Add");

        Assert.Equal(1, host.Services.GetRequiredService<Units>().Seen);
    }

    [Fact]
    public async Task ManagementApi_OfTheHost_ReadsEntities()
    {
        await using var host = await StartAsync();
        await CallAsync(host, "ByState", "Add");

        Assert.Equal("""{"total":10}""", (await host.GetAsync($"/runtime/webhooks/durabletask/entities/ByState/k?code={host.MasterKey}")).ToLowerInvariant());
        await host.GetAsync("/runtime/webhooks/durabletask/entities/ByState/k?code=wrong", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Discovery_WhenAnEntityIsWrong_NamesEveryProblem()
    {
        var failure = await TestHost.FailAsync(typeof(Wrong));

        Assert.Contains("[EntityTrigger] binds a TaskEntityDispatcher, not a String.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'a@b' is no entity name", failure.Message, StringComparison.Ordinal);
        Assert.Contains("parameter 'number' of type Int32 cannot be bound", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'Twice' is used more than once", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_OfEntities_AreTakenFromHostJson()
    {
        await using var host = await StartAsync(json: """{"version":"2.0","extensions":{"durableTask":{"maxConcurrentEntityFunctions":3,"maxEntityOperationBatchSize":7}}}""");
        var settings = host.Services.GetRequiredService<FunctionsJobs.Embedded.Hosting.Configuration.HostSettings>();

        Assert.Equal((3, 7), (settings.Durable.MaxConcurrentEntities, settings.Durable.MaxEntityBatchSize));
        Assert.Empty(settings.Warnings);
    }

    private static Task<TestHost> StartAsync(TestFolder? folder = null, string? json = null, TimeProvider? time = null) => TestHost.StartAsync(new TestHostSettings
    {
        Functions = [typeof(Functions)],
        Folder = folder,
        HostJson = json,
        Time = time,
        Arguments = ["--AzureWebJobs.Off.Disabled", "true"],
        Configure = builder =>
        {
            builder.Services.AddSingleton<Units>();
            builder.UseMiddleware((context, next) =>
            {
                if (context.FunctionDefinition.Name == "ByClass")
                {
                    context.InstanceServices.GetRequiredService<Units>().Count();
                }

                return next();
            });
        },
    });

    private static async Task<string> CallAsync(TestHost host, string entity, string operation)
    {
        using var content = new StringContent(operation, Encoding.UTF8, "text/plain");
        using var response = await host.Client.PostAsync(new Uri($"/api/call/{entity}", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    public sealed class Units
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _seen;

        public Task Entered => _entered.Task;

        public int Seen => Volatile.Read(ref _seen);

        public string Name => "unit";

        public async Task<object?> EnterAsync(CancellationToken cancellation)
        {
            _entered.TrySetResult();
            await _released.Task.WaitAsync(cancellation);
            return null;
        }

        public void Release() => _released.TrySetResult();

        public void Count() => Interlocked.Increment(ref _seen);
    }

    public sealed class Account(Units units) : TaskEntity<int>
    {
        public string Add(int amount) => $"{units.Name} {State += amount}";

        public void Break() => throw new InvalidOperationException($"broken {units.Name}");
    }

    public sealed record Sum
    {
        public int Total { get; set; }

        public string Add(int amount) => $"{Total += 2 * amount}";
    }

    public static class Functions
    {
        [Function("Call")]
        public static async Task<string> Call(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "call/{entity}")] HttpRequestData request, [DurableClient] DurableTaskClient client, string entity)
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("CallEntity", new[] { entity, (await request.ReadAsStringAsync())! });
            var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
            return end.ReadOutputAs<string>() ?? throw new InvalidOperationException(end.FailureDetails?.ErrorMessage);
        }

        [Function("CallEntity")]
        public static async Task<string> CallEntity([OrchestrationTrigger] TaskOrchestrationContext context, string[] call)
        {
            try
            {
                return await context.Entities.CallEntityAsync<string>(new EntityInstanceId(call[0], "k"), call[1], call[1] is "Add" ? 5 : null);
            }
            catch (EntityOperationFailedException failure)
            {
                return $"{failure.FailureDetails.ErrorMessage} {failure.FailureDetails.InnerFailure?.ErrorMessage}";
            }
        }

        [Function("Obeys")]
        public static Task Obeys([EntityTrigger] TaskEntityDispatcher dispatcher, FunctionContext context, CancellationToken cancellation)
            => dispatcher.DispatchAsync(_ => new ValueTask<object?>(context.InstanceServices.GetRequiredService<Units>().EnterAsync(cancellation)));

        [Function("Ignores")]
        public static Task Ignores([EntityTrigger] TaskEntityDispatcher dispatcher, FunctionContext context)
            => dispatcher.DispatchAsync(_ => new ValueTask<object?>(context.InstanceServices.GetRequiredService<Units>().EnterAsync(CancellationToken.None)));

        [Function("ByClass")]
        public static Task ByClass([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Account>();

        [Function("ByState")]
        public static Task ByState([EntityTrigger] TaskEntityDispatcher dispatcher, FunctionContext context)
            => context.BindingContext.BindingData.ContainsKey("instanceId") ? dispatcher.DispatchAsync<Sum>() : Task.CompletedTask;

        [Function("ByObject")]
        public static Task ByObject([EntityTrigger] TaskEntityDispatcher dispatcher, CancellationToken cancellation)
            => dispatcher.DispatchAsync(cancellation.IsCancellationRequested ? null! : new Account(new Units()));

        [Function("ByHandler")]
        public static Task ByHandler([EntityTrigger] TaskEntityDispatcher dispatcher, [DurableClient] DurableTaskClient client)
            => dispatcher.DispatchAsync(operation => new ValueTask<object?>(client.Name.Length > 0 ? $"{operation.Name} {operation.GetInput<int>()}" : null));

        [Function("Named")]
        public static Task Named([EntityTrigger(EntityName = "Renamed")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Account>();

        [Function("Forgetful")]
        public static void Forgetful([EntityTrigger] TaskEntityDispatcher dispatcher) => ArgumentNullException.ThrowIfNull(dispatcher);

        [Function("Off")]
        public static Task Off([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Account>();
    }

    public static class Wrong
    {
        [Function("OfString")]
        public static Task OfString([EntityTrigger] string dispatcher) => Task.FromResult(dispatcher);

        [Function("Named")]
        public static Task Named([EntityTrigger(EntityName = "a@b")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Account>();

        [Function("Numbered")]
        public static Task Numbered([EntityTrigger] TaskEntityDispatcher dispatcher, int number) => number > 0 ? dispatcher.DispatchAsync<Account>() : Task.CompletedTask;

        [Function("One")]
        public static Task One([EntityTrigger(EntityName = "Twice")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Account>();

        [Function("Two")]
        public static Task Two([EntityTrigger(EntityName = "twice")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Account>();
    }
}
