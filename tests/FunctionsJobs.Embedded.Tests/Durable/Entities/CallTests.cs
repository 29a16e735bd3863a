using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

public sealed class CallTestsInMemory() : CallTests(false);

public sealed class CallTestsReplayed() : CallTests(true);

public abstract class CallTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly EntityInstanceId s_counter = new("Counter", "a");

    [Fact]
    public async Task CallEntity_WhenItReturns_GivesItsResult()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Add", async context =>
        {
            var first = await context.Entities.CallEntityAsync<int>(s_counter, "add", 3);
            var second = await context.Entities.CallEntityAsync<int>(s_counter, "ADD", 4);
            await context.Entities.CallEntityAsync(s_counter, "Set", 10);
            return $"{first} {second} {await context.Entities.CallEntityAsync<int>(s_counter, "get")}";
        });
        var hub = await StartAsync();

        Assert.Equal("3 7 10", (await hub.RunAsync("Add")).ReadOutputAs<string>());
        Assert.Equal(10, (await hub.Client.Entities.GetEntityAsync<int>(s_counter))!.State);
    }

    [Fact]
    public async Task CallEntity_WhenManyAreOpen_RunsThemInOrder()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Add", async context =>
            await Task.WhenAll(Enumerable.Range(1, 50).Select(_ => context.Entities.CallEntityAsync<int>(s_counter, "Add", 1))));
        var hub = await StartAsync();

        Assert.Equal(Enumerable.Range(1, 50), (await hub.RunAsync("Add")).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task CallEntity_WhenItThrows_FailsWithDetailsAndChangesNothing()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Fail", async context =>
        {
            await context.Entities.CallEntityAsync(s_counter, "Set", 5);
            var failure = await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync<int>(s_counter, "Fail", "broken"));
            Assert.Equal(s_counter, failure.EntityId);
            Assert.Equal("Fail", failure.OperationName);
            Assert.Equal("Operation 'Fail' of entity '@counter@a' failed: broken", failure.Message);
            Assert.True(failure.FailureDetails.IsCausedBy<InvalidOperationException>());
            return $"{failure.FailureDetails.ErrorMessage} {await context.Entities.CallEntityAsync<int>(s_counter, "Get")}";
        });
        var hub = await StartAsync();

        Assert.Equal("broken 5", (await hub.RunAsync("Fail")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallEntity_WhenTheFailureIsNotCaught_FailsTheOrchestration()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Fail", context => context.Entities.CallEntityAsync(s_counter, "Fail", "broken"));
        var hub = await StartAsync();

        var end = await hub.RunAsync("Fail");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.True(end.FailureDetails!.IsCausedBy<EntityOperationFailedException>());
    }

    [Fact]
    public async Task CallEntity_WhenThereIsNoSuchEntity_Fails()
    {
        Functions.Orchestrator("Fail", async context =>
            (await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(new("Nobody", "a"), "Get"))).FailureDetails.ToString());
        var hub = await StartAsync();

        Assert.Equal("EntityTaskNotFound: No entity task named 'nobody' was found.", (await hub.RunAsync("Fail")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("Missing", "No suitable method found for entity operation 'counter/Missing'.")]
    [InlineData("", "No suitable method found for entity operation 'counter/'.")]
    [InlineData("GetType", "No suitable method found for entity operation 'counter/GetType'.")]
    [InlineData("RunAsync", "No suitable method found for entity operation 'counter/RunAsync'.")]
    [InlineData("Add", "needs an input")]
    public async Task CallEntity_WhenNothingFits_FailsSayingSo(string operation, string message)
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Fail", async context =>
            (await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(s_counter, operation))).FailureDetails.ErrorMessage);
        var hub = await StartAsync();

        Assert.Contains(message, (await hub.RunAsync("Fail")).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallEntity_WhenTheInputDoesNotFit_FailsTheOperation()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Fail", async context =>
            (await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(s_counter, "Add", "three"))).FailureDetails.ErrorType);
        var hub = await StartAsync();

        Assert.Equal("System.Text.Json.JsonException", (await hub.RunAsync("Fail")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallEntity_WhenTheResultDoesNotFit_ThrowsAtTheCaller()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Fail", async context =>
        {
            await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => context.Entities.CallEntityAsync<DateTime>(s_counter, "Add", 1));
            return await context.Entities.CallEntityAsync<int>(s_counter, "Get");
        });
        var hub = await StartAsync();

        Assert.Equal(1, (await hub.RunAsync("Fail")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CallEntity_WhenItReturnsNothing_GivesDefault()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Call", async context => (await context.Entities.CallEntityAsync<string?>(s_counter, "Set", 1)) ?? "nothing");
        var hub = await StartAsync();

        Assert.Equal("nothing", (await hub.RunAsync("Call")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallEntity_WhenItIsNotAwaited_RunsAndDoesNotKeepTheOrchestration()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Leave", context =>
        {
            _ = context.Entities.CallEntityAsync(s_counter, "Add", 2);
            return Task.FromResult("left");
        });
        var hub = await StartAsync();

        Assert.Equal("left", (await hub.RunAsync("Leave")).ReadOutputAs<string>());
        await hub.EntityHoldsAsync(s_counter, 2);
    }

    [Fact]
    public async Task CallEntity_WhenTheCallerContinuesAsNew_TheOldAnswerIsDropped()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Continue", async context =>
        {
            if (context.GetInput<int>() < 3)
            {
                _ = context.Entities.CallEntityAsync<int>(s_counter, "Add", 100);
                context.ContinueAsNew(context.GetInput<int>() + 1);
                return 0;
            }

            return await context.Entities.CallEntityAsync<int>(s_counter, "Add", 1);
        });
        var hub = await StartAsync();

        Assert.Equal(301, (await hub.RunAsync("Continue", 0)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CallEntity_WhenTheCallerIsSuspended_TheAnswerWaits()
    {
        var gate = new TaskCompletionSource();
        Functions.Entity<Counter>("Counter");
        Functions.RawEntity("Slow", async (batch, _) =>
        {
            await gate.Task;
            await batch.RunAsync(new Counter());
        });
        Functions.Orchestrator("Call", context => context.Entities.CallEntityAsync<int>(new("Slow", "x"), "Add", 7));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Call");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);
        await hub.Client.SuspendInstanceAsync(id);
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        gate.SetResult();
        await hub.EntityHoldsAsync(new("Slow", "x"), 7);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.Client.ResumeInstanceAsync(id);
        Assert.Equal(7, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CallEntity_WhenTheIdIsNone_ThrowsArgumentException()
    {
        Functions.Orchestrator("Fail", async context =>
        {
            await Assert.ThrowsAsync<ArgumentException>(() => context.Entities.CallEntityAsync(default, "Get"));
            await Assert.ThrowsAsync<ArgumentException>(() => context.Entities.CallEntityAsync<int>(new("Counter", new string('k', 300)), "Get"));
            await Assert.ThrowsAsync<ArgumentException>(() => context.Entities.SignalEntityAsync(new("Counter", "line\nbreak"), "Get"));
            await Assert.ThrowsAsync<ArgumentException>(() => context.Entities.LockEntitiesAsync(s_counter, default));
            await Assert.ThrowsAsync<ArgumentNullException>(() => context.Entities.CallEntityAsync(s_counter, null!));
            return "refused";
        });
        var hub = await StartAsync();

        Assert.Equal("refused", (await hub.RunAsync("Fail")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallEntity_WhenKeysDifferInCase_AreDifferentEntities()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Add", async context =>
        {
            await context.Entities.CallEntityAsync(new("COUNTER", "a"), "Add", 1);
            await context.Entities.CallEntityAsync(new("counter", "A"), "Add", 10);
            await context.Entities.CallEntityAsync(new("Counter", ""), "Add", 100);
            await context.Entities.CallEntityAsync(new("Counter", "https://x.example/?q=@#ä€"), "Add", 1_000);
        });
        var hub = await StartAsync();

        await hub.RunAsync("Add");

        var all = await hub.Client.Entities.GetAllEntitiesAsync<int>().ToListAsync();
        Assert.Equal(
            ["@counter@ 100", "@counter@A 10", "@counter@a 1", "@counter@https://x.example/?q=@#ä€ 1000"],
            all.Select(entity => $"{entity.Id} {entity.State}"));
    }

    [Fact]
    public async Task CallEntity_WhenTheCodeChanged_FailsNamingTheDifference()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Change", async context =>
        {
            await context.Entities.CallEntityAsync(s_counter, "Add", 1);
            await context.WaitForExternalEvent<string>("Go");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Change");
        await hub.EntityHoldsAsync(s_counter, 1);
        await hub.RestartAsync();
        Functions.Orchestrator("Change", async context =>
        {
            await context.Entities.CallEntityAsync(new("Counter", "b"), "Add", 1);
            await context.WaitForExternalEvent<string>("Go");
        });

        await hub.Client.RaiseEventAsync(id, "Go", "x");

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("called operation 'Add' of entity '@counter@a' (task 0)", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("called operation 'Add' of entity '@counter@b' (task 0)", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }
}
