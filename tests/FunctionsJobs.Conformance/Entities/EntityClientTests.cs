using Microsoft.DurableTask.Client.Entities;

namespace FunctionsJobs.Conformance.Entities;

/// <summary>What the client tells about entities.</summary>
public sealed class EntityClientTests
{
    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task GetEntity_WhenItExists_TellsIdStateAndTime(DurableMode mode)
    {
        await using var host = await StartWithAsync(mode, "a");

        var entity = await host.Client.Entities.GetEntityAsync(EntityHosts.Id("a"));

        Assert.NotNull(entity);
        Assert.Equal((EntityHosts.Id("a"), true, 1), (entity.Id, entity.IncludesState, entity.State!.ReadAs<int>()));
        Assert.InRange(entity.LastModifiedTime, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
        Assert.Null(entity.LockedBy);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task GetEntity_WithoutState_LeavesItOut(DurableMode mode)
    {
        await using var host = await StartWithAsync(mode, "a");

        var entity = await host.Client.Entities.GetEntityAsync<int>(EntityHosts.Id("a"), includeState: false);

        Assert.False(entity!.IncludesState);
        Assert.Throws<InvalidOperationException>(() => entity.State);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task GetEntity_WhenThereIsNone_ReturnsNull(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode);

        Assert.Null(await host.Client.Entities.GetEntityAsync(EntityHosts.Id("nowhere")));
    }

    [Theory]
    [EveryMode("counter", 3, Needs = HostFeatures.Entities), EveryMode("COUNTER@x", 2, Needs = HostFeatures.Entities)]
    [EveryMode("@counter@y", 1, Needs = HostFeatures.Entities), EveryMode("other", 0, Needs = HostFeatures.Entities)]
    public async Task Query_ByPrefix_FindsOnlyThose(DurableMode mode, string prefix, int count)
    {
        await using var host = await StartWithAsync(mode, "x1", "x2", "y1");

        var found = await AllAsync(host, new EntityQuery { InstanceIdStartsWith = prefix });

        Assert.Equal(count, found.Count);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Query_WhenPaged_FindsEachOnce(DurableMode mode)
    {
        await using var host = await StartWithAsync(mode, "a", "b", "c", "d", "e");

        var found = await AllAsync(host, new EntityQuery { PageSize = 2 });

        Assert.Equal(["a", "b", "c", "d", "e"], found.Select(entity => entity.Id.Key).Order(StringComparer.Ordinal));
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Query_ByTime_FindsOnlyThose(DurableMode mode)
    {
        await using var host = await StartWithAsync(mode, "a");

        Assert.Single(await AllAsync(host, new EntityQuery { LastModifiedFrom = TimeProvider.System.GetUtcNow().AddHours(-1) }));
        Assert.Empty(await AllAsync(host, new EntityQuery { LastModifiedFrom = TimeProvider.System.GetUtcNow().AddHours(1) }));
        Assert.Empty(await AllAsync(host, new EntityQuery { LastModifiedTo = TimeProvider.System.GetUtcNow().AddHours(-1) }));
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task InstanceQuery_WhenThereAreEntities_DoesNotShowThem(DurableMode mode)
    {
        await using var host = await StartWithAsync(mode, "a");

        await foreach (var instance in host.Client.GetAllInstancesAsync())
        {
            Assert.Fail($"{instance.InstanceId} is not an orchestration.");
        }
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task InstanceCalls_WithTheIdOfAnEntity_AreRefused(DurableMode mode)
    {
        await using var host = await StartWithAsync(mode, "a");

        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.GetInstanceAsync("@counter@a"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.StartAsAsync("@counter@b", "Started", 1));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.RaiseEventAsync("@counter@a", "op"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Clean_WhenNothingIsOrphaned_ChangesNothing(DurableMode mode)
    {
        await using var host = await StartWithAsync(mode, "a");

        var result = await host.Client.Entities.CleanEntityStorageAsync();

        Assert.Equal((0, null), (result.OrphanedLocksReleased, result.ContinuationToken));
        Assert.NotNull(await host.Client.Entities.GetEntityAsync(EntityHosts.Id("a")));
    }

    private static async Task<List<EntityMetadata>> AllAsync(IDurableHost host, EntityQuery query)
    {
        var found = new List<EntityMetadata>();
        await foreach (var entity in host.Client.Entities.GetAllEntitiesAsync(query))
        {
            found.Add(entity);
        }

        return found;
    }

    private static async Task<IDurableHost> StartWithAsync(DurableMode mode, params string[] keys)
    {
        var host = await EntityHosts.StartAsync(mode);
        foreach (var key in keys)
        {
            await host.Client.Entities.SignalEntityAsync(EntityHosts.Id(key), "Add", 1);
        }

        foreach (var key in keys)
        {
            await host.UntilAsync(EntityHosts.Id(key), 1);
        }

        return host;
    }
}
