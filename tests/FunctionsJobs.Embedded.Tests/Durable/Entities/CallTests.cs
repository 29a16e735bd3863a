using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
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
            return $"{first} {second} {await context.Entities.CallEntityAsync<int>(s_counter, "get")}";
        });
        var hub = await StartAsync();

        Assert.Equal("3 7 7", (await hub.RunAsync("Add")).ReadOutputAs<string>());
        Assert.Equal(7, (await hub.Client.Entities.GetEntityAsync<int>(s_counter))!.State);
    }
}
