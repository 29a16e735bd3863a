using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

public sealed class EntityQueryTestsInMemory() : EntityQueryTests(false);

public sealed class EntityQueryTestsReplayed() : EntityQueryTests(true);

public abstract class EntityQueryTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly EntityInstanceId s_counter = new("Counter", "a");

    [Fact]
    public async Task GetEntity_WhenThereIsOne_GivesStateAndTime()
    {
        var hub = await StartWithCountersAsync();
        await AddAsync(hub, s_counter, 5);
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await AddAsync(hub, s_counter, 5);
        await hub.EntityHoldsAsync(s_counter, 10);

        var typed = await hub.Client.Entities.GetEntityAsync<int>(s_counter);
        var raw = await hub.Client.Entities.GetEntityAsync(new("COUNTER", "a"));
        var lean = await hub.Client.Entities.GetEntityAsync<int>(s_counter, includeState: false);

        Assert.Equal((s_counter, 10, hub.Time.UtcNow, 0, null), (typed!.Id, typed.State, typed.LastModifiedTime.UtcDateTime, typed.BacklogQueueSize, typed.LockedBy));
        Assert.Equal("10", raw!.State.Value);
        Assert.Equal(10, raw.State.ReadAs<int>());
        Assert.False(lean!.IncludesState);
        Assert.Equal(typed.LastModifiedTime, lean.LastModifiedTime);
        Assert.Throws<InvalidOperationException>(() => lean.State);
    }

    [Fact]
    public async Task GetEntity_WhenItWasDeleted_GivesNothing()
    {
        var hub = await StartWithCountersAsync();
        await AddAsync(hub, s_counter, 5);
        await hub.EntityHoldsAsync(s_counter, 5);

        await hub.Client.Entities.SignalEntityAsync(s_counter, "DELETE");

        await hub.EntityIsGoneAsync(s_counter);
        Assert.Null(await hub.Client.Entities.GetEntityAsync<int>(s_counter));
        Assert.Empty(await hub.Client.Entities.GetAllEntitiesAsync(new EntityQuery { IncludeTransient = true }).ToListAsync());
        Assert.Equal(0, (await hub.Client.Entities.CleanEntityStorageAsync()).EmptyEntitiesRemoved);
        await AddAsync(hub, s_counter, 1);
        await hub.EntityHoldsAsync(s_counter, 1);
    }

    [Fact]
    public async Task GetAllEntities_ByPrefix_TakesNamesWithoutCaseAndKeysWithIt()
    {
        var hub = await StartWithCountersAsync();
        foreach (var id in new EntityInstanceId[] { new("Counter", "a1"), new("Counter", "A2"), new("Counter", "a%"), new("Counters", "a1"), new("Other", "a1") })
        {
            await AddAsync(hub, id, 1);
            await hub.EntityHoldsAsync(id, 1);
        }

        Assert.Equal(["@counter@A2", "@counter@a%", "@counter@a1", "@counters@a1", "@other@a1"], await IdsAsync(hub, null));
        Assert.Equal(["@counter@A2", "@counter@a%", "@counter@a1", "@counters@a1", "@other@a1"], await IdsAsync(hub, new EntityQuery { InstanceIdStartsWith = "" }));
        Assert.Equal(["@counter@A2", "@counter@a%", "@counter@a1", "@counters@a1"], await IdsAsync(hub, new EntityQuery { InstanceIdStartsWith = "COUNT" }));
        Assert.Equal(["@counter@A2", "@counter@a%", "@counter@a1"], await IdsAsync(hub, new EntityQuery { InstanceIdStartsWith = "@Counter@" }));
        Assert.Equal(["@counter@a%", "@counter@a1"], await IdsAsync(hub, new EntityQuery { InstanceIdStartsWith = "counter@a" }));
        Assert.Equal(["@counter@A2"], await IdsAsync(hub, new EntityQuery { InstanceIdStartsWith = "Counter@A" }));
        Assert.Equal(["@counter@a%"], await IdsAsync(hub, new EntityQuery { InstanceIdStartsWith = "Counter@a%" }));
        Assert.Empty(await IdsAsync(hub, new EntityQuery { InstanceIdStartsWith = "ounter" }));
    }

    [Fact]
    public async Task GetAllEntities_ByTimeAndState_GivesThoseThatMatch()
    {
        var hub = await StartWithCountersAsync();
        var times = new List<DateTimeOffset>();
        for (var i = 1; i <= 3; i++)
        {
            var id = new EntityInstanceId("Counter", $"{i}");
            await AddAsync(hub, id, i);
            await hub.EntityHoldsAsync(id, i);
            times.Add(hub.Time.GetUtcNow());
            hub.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["@counter@2", "@counter@3"], await IdsAsync(hub, new EntityQuery { LastModifiedFrom = times[1] }));
        Assert.Equal(["@counter@1", "@counter@2"], await IdsAsync(hub, new EntityQuery { LastModifiedTo = times[1].ToOffset(TimeSpan.FromHours(5)) }));
        Assert.Equal(["@counter@2"], await IdsAsync(hub, new EntityQuery { LastModifiedFrom = times[1], LastModifiedTo = times[1] }));
        Assert.All(await hub.Client.Entities.GetAllEntitiesAsync(new EntityQuery { IncludeState = false }).ToListAsync(), entity => Assert.False(entity.IncludesState));
        Assert.Equal([1, 2, 3], (await hub.Client.Entities.GetAllEntitiesAsync<int>().ToListAsync()).Select(entity => entity.State));
    }

    [Fact]
    public async Task GetAllEntities_ByPages_GivesEachOnceAndGoesOnFromAToken()
    {
        var hub = await StartWithCountersAsync();
        for (var i = 0; i < 7; i++)
        {
            await AddAsync(hub, new("Counter", $"{i}"), 1);
            await hub.EntityHoldsAsync(new("Counter", $"{i}"), 1);
        }

        var pages = new List<Page<EntityMetadata>>();
        await foreach (var page in hub.Client.Entities.GetAllEntitiesAsync(new EntityQuery { PageSize = 3 }).AsPages())
        {
            pages.Add(page);
        }

        Assert.Equal([3, 3, 1], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(
            ["@counter@3", "@counter@4", "@counter@5", "@counter@6"],
            await IdsAsync(hub, new EntityQuery { PageSize = 3, ContinuationToken = pages[0].ContinuationToken }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => IdsAsync(hub, new EntityQuery { ContinuationToken = "no token" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => IdsAsync(hub, new EntityQuery { PageSize = 0 }));
    }

    [Fact]
    public async Task Entities_WhenTheHubHasStopped_Fail()
    {
        var hub = await StartWithCountersAsync();
        await hub.Engine.StopAsync(CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => AddAsync(hub, s_counter, 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.Entities.GetEntityAsync(s_counter));
        await Assert.ThrowsAsync<InvalidOperationException>(() => IdsAsync(hub, null));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.Entities.CleanEntityStorageAsync());
    }

    private async Task<TestTaskHub> StartWithCountersAsync()
    {
        Functions.Entity<Counter>("Counter").Entity<Counter>("Counters").Entity<Counter>("Other");
        return await StartAsync();
    }

    private static Task AddAsync(TestTaskHub hub, EntityInstanceId id, int amount) => hub.Client.Entities.SignalEntityAsync(id, "Add", amount);

    private static async Task<List<string>> IdsAsync(TestTaskHub hub, EntityQuery? query) =>
        [.. (await hub.Client.Entities.GetAllEntitiesAsync(query).ToListAsync()).Select(entity => entity.Id.ToString())];
}
