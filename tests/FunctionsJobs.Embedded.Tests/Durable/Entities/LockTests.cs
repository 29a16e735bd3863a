using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

public sealed class LockTestsInMemory() : LockTests(false);

public sealed class LockTestsReplayed() : LockTests(true);

public abstract class LockTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly EntityInstanceId s_a = new("Counter", "a");
    private static readonly EntityInstanceId s_b = new("Counter", "b");
    private static readonly EntityInstanceId s_c = new("Counter", "c");

    [Fact]
    public async Task LockEntities_WhenManyOrchestrationsTransfer_NoneSeesAnother()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Activity<int, int>("Think", i => i);
        Functions.Orchestrator("Transfer", async context =>
        {
            // Both orders, which would deadlock if the order given were the order of locking.
            var (from, to) = context.GetInput<int>() % 2 == 0 ? (s_a, s_b) : (s_b, s_a);
            await using (await context.Entities.LockEntitiesAsync(from, to))
            {
                var source = await context.Entities.CallEntityAsync<int>(from, "Get");
                var target = await context.Entities.CallEntityAsync<int>(to, "Get");
                await context.CallActivityAsync("Think", 1);
                await Task.WhenAll(context.Entities.CallEntityAsync(from, "Set", source - 1), context.Entities.CallEntityAsync(to, "Set", target + 1));
            }
        });
        var hub = await StartAsync();

        var ids = new List<string>();
        for (var i = 0; i < 21; i++)
        {
            ids.Add(await hub.ScheduleAsync("Transfer", i));
        }

        foreach (var id in ids)
        {
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.EndOfAsync(id)).RuntimeStatus);
        }

        await hub.EntityHoldsAsync(s_a, -1);
        await hub.EntityHoldsAsync(s_b, 1);
        await IsUnlockedAsync(hub, s_a);
        await IsUnlockedAsync(hub, s_b);
    }

    [Fact]
    public async Task LockEntities_WhileHeld_OthersWaitAndTheHolderGoesFirst()
    {
        Functions.Entity<Journal>("Counter");
        Functions.Orchestrator("Hold", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(s_a))
            {
                context.SetCustomStatus("holding");
                await context.WaitForExternalEvent<string>("Go");
                await context.Entities.CallEntityAsync(s_a, "Write", "holder");
            }
        });
        Functions.Orchestrator("Other", context => context.Entities.CallEntityAsync(s_a, "Write", "caller"));
        var hub = await StartAsync();
        var holder = await hub.ScheduleAsync("Hold");
        await hub.HasCustomStatusAsync(holder, "holding");
        await hub.Client.Entities.SignalEntityAsync(s_a, "Write", "signal");
        var other = await hub.ScheduleAsync("Other");
        await Eventually.HoldsAsync(async () => (await TransientAsync(hub, s_a))?.BacklogQueueSize == 2, "two requests in the queue");

        var locked = await TransientAsync(hub, s_a);
        Assert.Equal(holder, locked!.LockedBy);
        Assert.False(locked.IncludesState);
        Assert.Null(await hub.Client.Entities.GetEntityAsync(s_a));
        await hub.Client.RaiseEventAsync(holder, "Go", "x");
        await hub.EndOfAsync(other);
        Assert.Equal(["holder", "signal", "caller"], (await hub.Client.Entities.GetEntityAsync<List<string>>(s_a))!.State);
        await IsUnlockedAsync(hub, s_a);
    }

    [Fact]
    public async Task LockEntities_WhenTheRulesAreBroken_ThrowsAndTheSectionGoesOn()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Sub", _ => Task.FromResult(1));
        Functions.Orchestrator("Rules", async context =>
        {
            var messages = new List<string>();
            async Task Refused(Func<Task> call) => messages.Add((await Assert.ThrowsAsync<InvalidOperationException>(call)).Message);
            Assert.False(context.Entities.InCriticalSection());
            await Assert.ThrowsAsync<ArgumentException>(() => context.Entities.LockEntitiesAsync());
            await Assert.ThrowsAsync<ArgumentNullException>(() => context.Entities.LockEntitiesAsync(null!));

            var request = context.Entities.LockEntitiesAsync(s_b, s_a, s_b);
            Assert.True(context.Entities.InCriticalSection(out var none));
            Assert.Empty(none);
            await Refused(() => context.Entities.CallEntityAsync(s_a, "Get"));
            await Refused(() => context.Entities.LockEntitiesAsync(s_c));
            var section = await request;
            Assert.True(context.Entities.InCriticalSection(out var available));
            Assert.Equal([s_a, s_b], available);
            await Refused(() => context.Entities.LockEntitiesAsync(s_c));
            await Refused(() => context.Entities.CallEntityAsync(s_c, "Get"));
            await Refused(() => context.Entities.SignalEntityAsync(s_b, "Add", 1));
            await Refused(() => context.CallSubOrchestratorAsync("Sub"));
            await context.Entities.SignalEntityAsync(s_c, "Add", 1);
            var open = context.Entities.CallEntityAsync<int>(s_a, "Add", 1);
            Assert.True(context.Entities.InCriticalSection(out available));
            Assert.Equal([s_b], available);
            await Refused(() => context.Entities.CallEntityAsync(s_a, "Get"));
            await open;
            Assert.Equal(2, await context.Entities.CallEntityAsync<int>(s_a, "Add", 1));
            await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(s_a, "Fail", "x"));
            Assert.Equal(2, await context.Entities.CallEntityAsync<int>(s_a, "Get"));
            await section.DisposeAsync();
            await section.DisposeAsync();
            Assert.False(context.Entities.InCriticalSection(out none));
            Assert.Empty(none!);
            await context.Entities.SignalEntityAsync(s_b, "Add", 1);
            Assert.Equal(1, await context.CallSubOrchestratorAsync<int>("Sub"));
            await using (await context.Entities.LockEntitiesAsync(s_c))
            {
                Assert.Equal(1, await context.Entities.CallEntityAsync<int>(s_c, "Get"));
            }

            return messages;
        });
        var hub = await StartAsync();

        var end = await hub.RunAsync("Rules");

        Assert.Equal(
            [
                "Must await the completion of the lock request prior to calling any entity.",
                "Must not enter another critical section from within a critical section.",
                "Must not enter another critical section from within a critical section.",
                "Must not call an entity from a critical section if it is not one of the locked entities.",
                "Must not signal a locked entity from a critical section.",
                "While holding locks, cannot call suborchestrators.",
                "Must not call an entity from a critical section while a prior call to the same entity is still pending.",
            ],
            end.ReadOutputAs<string[]>()!);
        await IsUnlockedAsync(hub, s_a);
        await IsUnlockedAsync(hub, s_b);
        await IsUnlockedAsync(hub, s_c);
    }

    [Theory]
    [InlineData("return")]
    [InlineData("throw")]
    [InlineData("continue")]
    [InlineData("leave the request open")]
    public async Task LockEntities_WhenTheCodeEndsInTheSection_ReleasesTheLocks(string way)
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Hold", async context =>
        {
            var input = context.GetInput<string>();
            var request = context.Entities.LockEntitiesAsync(s_a, s_b);
            if (input == "leave the request open")
            {
                return;
            }

            await request;
            await context.Entities.CallEntityAsync(s_b, "Add", 1);
            if (input == "throw")
            {
                throw new InvalidOperationException("in the section");
            }

            if (input == "continue")
            {
                context.ContinueAsNew("return");
            }
        });
        Functions.Orchestrator("Next", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(s_a, s_b))
            {
                return await context.Entities.CallEntityAsync<int>(s_b, "Add", 100);
            }
        });
        var hub = await StartAsync();

        await hub.RunAsync("Hold", way);
        var next = await hub.RunAsync("Next");

        Assert.Equal(way switch { "continue" => 102, "leave the request open" => 100, _ => 101 }, next.ReadOutputAs<int>());
        await IsUnlockedAsync(hub, s_a);
        await IsUnlockedAsync(hub, s_b);
    }

    [Fact]
    public async Task LockEntities_WhenTheHolderIsTerminated_OthersGetTheLock()
    {
        RegisterHolders();
        var hub = await StartAsync();
        var holder = await hub.ScheduleAsync("Hold");
        await hub.HasCustomStatusAsync(holder, "holding");
        var next = await hub.ScheduleAsync("Hold");
        await Eventually.HoldsAsync(async () => (await TransientAsync(hub, s_a))?.BacklogQueueSize == 1, "the lock request in the queue");
        var caller = await hub.ScheduleAsync("Call");
        await Eventually.HoldsAsync(async () => (await TransientAsync(hub, s_a))?.BacklogQueueSize == 2, "two requests in the queue");

        await hub.Client.TerminateInstanceAsync(holder);

        await hub.HasCustomStatusAsync(next, "holding");
        await hub.Client.RaiseEventAsync(next, "Go", "x");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.EndOfAsync(next)).RuntimeStatus);
        Assert.Equal(2, (await hub.EndOfAsync(caller)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task LockEntities_WhenTheHolderWasTerminatedWhileNobodyWaited_TheNextCallerGetsThrough()
    {
        RegisterHolders();
        var hub = await StartAsync();
        var holder = await hub.ScheduleAsync("Hold");
        await hub.HasCustomStatusAsync(holder, "holding");
        await hub.Client.TerminateInstanceAsync(holder);
        await hub.EndOfAsync(holder);
        await hub.Client.PurgeInstanceAsync(holder);

        Assert.Equal(1, (await hub.RunAsync("Call")).ReadOutputAs<int>());
        await IsUnlockedAsync(hub, s_a);
    }

    [Fact]
    public async Task LockEntities_WhenTheHolderFailsInTheReplay_OthersGetTheLock()
    {
        RegisterHolders();
        var hub = await StartAsync();
        var holder = await hub.ScheduleAsync("Hold");
        await hub.HasCustomStatusAsync(holder, "holding");
        var caller = await hub.ScheduleAsync("Call");
        await hub.RestartAsync();
        Functions.Orchestrator("Hold", context => context.WaitForExternalEvent<string>("Go"));

        await hub.Client.RaiseEventAsync(holder, "Go", "x");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.EndOfAsync(holder)).RuntimeStatus);
        Assert.Equal(1, (await hub.EndOfAsync(caller)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task LockEntities_WhenOneThatWaitsIsTerminated_ItNeverGetsTheLock()
    {
        RegisterHolders();
        var hub = await StartAsync();
        var holder = await hub.ScheduleAsync("Hold");
        await hub.HasCustomStatusAsync(holder, "holding");
        var waiting = await hub.ScheduleAsync("Hold");
        await Eventually.HoldsAsync(async () => (await TransientAsync(hub, s_a))?.BacklogQueueSize == 1, "a request in the queue");
        await hub.Client.TerminateInstanceAsync(waiting);
        await hub.EndOfAsync(waiting);
        await hub.Client.RaiseEventAsync(holder, "Go", "x");
        await hub.EndOfAsync(holder);

        await IsUnlockedAsync(hub, s_a);
        Assert.Equal(2, (await hub.RunAsync("Call")).ReadOutputAs<int>());
        await IsUnlockedAsync(hub, s_a);
        await IsUnlockedAsync(hub, s_b);
    }

    [Fact]
    public async Task LockEntities_WhenTheHostRestarts_StayHeld()
    {
        RegisterHolders();
        var hub = await StartAsync();
        var holder = await hub.ScheduleAsync("Hold");
        await hub.HasCustomStatusAsync(holder, "holding");
        var caller = await hub.ScheduleAsync("Call");
        await Eventually.HoldsAsync(async () => (await TransientAsync(hub, s_a))?.BacklogQueueSize == 1, "a request in the queue");

        await hub.CrashAsync();

        await Eventually.HoldsAsync(async () => (await TransientAsync(hub, s_a))?.BacklogQueueSize == 1, "the request in the queue again");
        Assert.Equal(holder, (await TransientAsync(hub, s_a))!.LockedBy);
        await hub.Client.RaiseEventAsync(holder, "Go", "x");
        Assert.Equal(2, (await hub.EndOfAsync(caller)).ReadOutputAs<int>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.EndOfAsync(holder)).RuntimeStatus);
    }

    [Fact]
    public async Task CleanEntityStorage_WhenTheHolderWasTerminated_ReleasesTheLock()
    {
        RegisterHolders();
        var hub = await StartAsync();
        var dead = await hub.ScheduleAsync("Hold");
        await hub.HasCustomStatusAsync(dead, "holding");
        await hub.Client.TerminateInstanceAsync(dead);
        await hub.EndOfAsync(dead);
        Functions.Orchestrator("HoldC", async context =>
        {
            await context.Entities.LockEntitiesAsync(s_c);
            context.SetCustomStatus("holding");
            await context.WaitForExternalEvent<string>("Go");
        });
        var alive = await hub.ScheduleAsync("HoldC");
        await hub.HasCustomStatusAsync(alive, "holding");
        Assert.Equal(dead, (await TransientAsync(hub, s_a))!.LockedBy);

        var nothing = await hub.Client.Entities.CleanEntityStorageAsync(new CleanEntityStorageRequest { RemoveEmptyEntities = true });
        var first = await hub.Client.Entities.CleanEntityStorageAsync();

        Assert.Equal(0, nothing.OrphanedLocksReleased);
        Assert.Equal(2, first.OrphanedLocksReleased);
        Assert.Null(first.ContinuationToken);
        await IsUnlockedAsync(hub, s_a);
        await IsUnlockedAsync(hub, s_b);
        Assert.Equal(0, (await hub.Client.Entities.CleanEntityStorageAsync()).OrphanedLocksReleased);
        Assert.Equal(alive, (await TransientAsync(hub, s_c))!.LockedBy);
    }

    private void RegisterHolders()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Hold", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(s_a, s_b))
            {
                context.SetCustomStatus("holding");
                await context.WaitForExternalEvent<string>("Go");
                await context.Entities.CallEntityAsync(s_a, "Add", 1);
            }
        });
        Functions.Orchestrator("Call", context => context.Entities.CallEntityAsync<int>(s_a, "Add", 1));
    }

    private static Task IsUnlockedAsync(TestTaskHub hub, EntityInstanceId id) =>
        Eventually.HoldsAsync(async () => (await TransientAsync(hub, id))?.LockedBy is null, $"{id} is unlocked");

    private static async Task<EntityMetadata?> TransientAsync(TestTaskHub hub, EntityInstanceId id) =>
        (await hub.Client.Entities.GetAllEntitiesAsync(new EntityQuery { InstanceIdStartsWith = id.ToString(), IncludeTransient = true }).ToListAsync()).SingleOrDefault();
}
