using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

public sealed class StartTestsInMemory() : StartTests(false);

public sealed class StartTestsReplayed() : StartTests(true);

/// <summary>Orchestrations that entities start.</summary>
public abstract class StartTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly EntityInstanceId s_starter = new("Starter", "s");

    [Fact]
    public async Task ScheduleNewOrchestration_WhenTheOperationSucceeds_StartsIt()
    {
        Register();
        var hub = await StartAsync();

        var id = (await hub.RunAsync("Ask", new Start("Echo", "hi"))).ReadOutputAs<string>()!;
        var given = (await hub.RunAsync("Ask", new Start("Echo", "ho", "given", "2.0"))).ReadOutputAs<string>();

        Assert.Equal("hi", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal("given", given);
        var end = await hub.EndOfAsync("given");
        Assert.Equal("ho", end.ReadOutputAs<string>());
        Assert.Equal("entity", end.Tags["startedBy"]);
    }

    [Fact]
    public async Task ScheduleNewOrchestration_WhenTheOperationFails_StartsNothing()
    {
        Register();
        var hub = await StartAsync();

        Assert.Equal("started in vain", (await hub.RunAsync("Ask", new Start("Echo", "hi", "given", Fails: true))).ReadOutputAs<string>());

        Assert.Null(await hub.Client.GetInstanceAsync("given"));
    }

    [Fact]
    public async Task ScheduleNewOrchestration_WhenItIsScheduled_WaitsForItsTime()
    {
        Register();
        var hub = await StartAsync();
        var at = new DateTimeOffset(hub.Time.UtcNow).AddHours(1);
        await hub.RunAsync("Ask", new Start("Echo", "hi", "given", At: at));
        await hub.HasTimersAsync(1);

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.GetAsync("given")).RuntimeStatus);
        hub.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("hi", (await hub.EndOfAsync("given")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ScheduleNewOrchestration_WhenAnInstanceOfThatIdRuns_LeavesItAlone()
    {
        Register();
        Functions.Orchestrator("Wait", context => context.WaitForExternalEvent<string>("Go"));
        var hub = await StartAsync();
        await hub.ScheduleAsync("Wait", instanceId: "given");
        await hub.HasStatusAsync("given", OrchestrationRuntimeStatus.Running);

        await hub.RunAsync("Ask", new Start("Echo", "hi", "given"));
        await hub.Client.RaiseEventAsync("given", "Go", "gone");
        Assert.Equal("gone", (await hub.EndOfAsync("given")).ReadOutputAs<string>());
        await hub.RunAsync("Ask", new Start("Echo", "again", "given"));

        await Eventually.HoldsAsync(async () => (await hub.EndOfAsync("given")).ReadOutputAs<string>() == "again", "the ended instance is replaced");
    }

    [Fact]
    public async Task ScheduleNewOrchestration_WhenThereIsNoSuchOrchestrator_TheInstanceFails()
    {
        Register();
        var hub = await StartAsync();

        await hub.RunAsync("Ask", new Start("Nothing", "hi", "given"));

        Assert.Equal("OrchestratorTaskNotFound", (await hub.EndOfAsync("given")).FailureDetails!.ErrorType);
    }

    [Theory]
    [InlineData("Echo", "@starter@s")]
    [InlineData("Echo", "a/b")]
    [InlineData("", "given")]
    public async Task ScheduleNewOrchestration_WhenTheNameOrIdIsNone_FailsTheOperation(string name, string id)
    {
        Register();
        var hub = await StartAsync();

        Assert.NotEqual(id, (await hub.RunAsync("Ask", new Start(name, "hi", id))).ReadOutputAs<string>());
        await foreach (var instance in hub.Client.GetAllInstancesAsync())
        {
            Assert.Equal("Ask", instance.Name);
        }
    }

    private void Register()
    {
        Functions.Entity<Starter>("Starter");
        Functions.Orchestrator("Echo", context => Task.FromResult(context.GetInput<string>()));
        Functions.Orchestrator("Ask", async context =>
        {
            try
            {
                return await context.Entities.CallEntityAsync<string>(s_starter, "Run", context.GetInput<Start>());
            }
            catch (EntityOperationFailedException failure)
            {
                return failure.FailureDetails.ErrorMessage;
            }
        });
    }

    private sealed record Start(string Name, string Input, string? Id = null, string? Version = null, DateTimeOffset? At = null, bool Fails = false);

    private sealed class Starter : TaskEntity<int>
    {
        public string Run(Start start)
        {
            var options = new StartOrchestrationOptions(start.Id, start.At)
            {
                Version = start.Version is null ? null : new TaskVersion(start.Version),
                Tags = new Dictionary<string, string> { ["startedBy"] = "entity" },
            };
            var id = Context.ScheduleNewOrchestration(start.Name, start.Input, options);
            return start.Fails ? throw new InvalidOperationException("started in vain") : id;
        }
    }
}
