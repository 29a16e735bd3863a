using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

/// <summary>Queries and purges of instances.</summary>
public sealed class QueryTests() : DurableTest(forceReplay: false)
{
    [Fact]
    public async Task GetAllInstances_WhenPaged_GivesEachOnceAndGoesOnFromAToken()
    {
        var hub = await StartWithInstancesAsync();

        var all = await ListAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 3)));
        var first = await FirstPageAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 4)));
        var rest = await ListAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 4, ContinuationToken: first.ContinuationToken)));

        Assert.Equal(10, all.Distinct().Count());
        Assert.Equal(10, all.Count);
        Assert.Equal(4, first.Values.Count);
        Assert.Equal(all, first.Values.Select(instance => instance.InstanceId).Concat(rest));
    }

    [Fact]
    public async Task GetAllInstances_WhenFiltered_GivesThoseThatMatch()
    {
        var hub = await StartWithInstancesAsync();

        Assert.Equal(["b-0", "b-1", "b-2", "b-3"], await ListAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "b-"))));
        Assert.Equal(6, (await ListAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed])))).Count);
        Assert.Equal(4, (await ListAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(CreatedFrom: hub.Time.GetUtcNow())))).Count);
        Assert.Equal(6, (await ListAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(CreatedTo: hub.Time.GetUtcNow().AddSeconds(-1))))).Count);
        Assert.Empty(await ListAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(TaskHubNames: ["other"]))));
        Assert.Equal(10, (await ListAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(TaskHubNames: ["taskhub"])))).Count);
    }

    [Fact]
    public async Task GetAllInstances_WhenPayloadsAreAskedFor_HasThem()
    {
        var hub = await StartWithInstancesAsync();

        var bare = await FirstPageAsync(hub.Client.GetAllInstancesAsync());
        var full = await FirstPageAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)));

        Assert.All(bare.Values, instance => Assert.Null(instance.SerializedInput));
        Assert.All(full.Values, instance => Assert.NotNull(instance.SerializedInput));
    }

    [Theory]
    [InlineData("nonsense", 10)]
    [InlineData(null, 0)]
    [InlineData(null, -1)]
    public async Task GetAllInstances_WhenAskedForNonsense_Throws(string? token, int pageSize)
    {
        var hub = await StartWithInstancesAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => ListAsync(hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: pageSize, ContinuationToken: token))));
    }

    [Fact]
    public async Task PurgeInstance_WhenItHasEnded_DeletesIt()
    {
        var hub = await StartWithInstancesAsync();

        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync("a-0")).PurgedInstanceCount);
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync("a-0")).PurgedInstanceCount);
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync("b-0")).PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync("a-0"));
        Assert.NotNull(await hub.Client.GetInstanceAsync("b-0"));
    }

    [Fact]
    public async Task PurgeAllInstances_WhenFiltered_DeletesThoseThatHaveEnded()
    {
        var hub = await StartWithInstancesAsync();

        Assert.Equal(0, (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Running]))).PurgedInstanceCount);
        Assert.Equal(0, (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: hub.Time.GetUtcNow()))).PurgedInstanceCount);
        var purged = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());

        Assert.Equal(6, purged.PurgedInstanceCount);
        Assert.True(purged.IsComplete);
        Assert.Equal(4, (await ListAsync(hub.Client.GetAllInstancesAsync())).Count);
    }

    [Fact]
    public async Task PurgeAllInstances_WhenThereIsNoTime_SaysThatItIsNotComplete()
    {
        var hub = await StartWithInstancesAsync();

        hub.Time.Step = TimeSpan.FromSeconds(1);
        var purged = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter { Timeout = TimeSpan.FromSeconds(1) });
        hub.Time.Step = TimeSpan.Zero;

        Assert.Equal(0, purged.PurgedInstanceCount);
        Assert.False(purged.IsComplete);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task PurgeInstance_WhenRecursive_DeletesItsChildrenToo(bool recursive, int expected)
    {
        Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Middle", new SubOrchestrationOptions(instanceId: "middle")));
        Functions.Orchestrator("Middle", context => context.CallSubOrchestratorAsync("Leaf", new SubOrchestrationOptions(instanceId: "leaf")));
        Functions.Orchestrator("Leaf", _ => Task.CompletedTask);
        var hub = await StartAsync();
        await hub.RunAsync("Parent", instanceId: "parent");

        var purged = await hub.Client.PurgeInstanceAsync("parent", new PurgeInstanceOptions(recursive));

        Assert.Equal(expected, purged.PurgedInstanceCount);
        Assert.Equal(recursive, await hub.Client.GetInstanceAsync("leaf") is null);
    }

    private static async Task<List<string>> ListAsync(AsyncPageable<OrchestrationMetadata> instances)
    {
        var ids = new List<string>();
        await foreach (var instance in instances)
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }

    private static async Task<Page<OrchestrationMetadata>> FirstPageAsync(AsyncPageable<OrchestrationMetadata> instances)
    {
        await foreach (var page in instances.AsPages())
        {
            return page;
        }

        throw new InvalidOperationException("No page.");
    }

    // Six that ended, and a minute later four that wait.
    private async Task<TestTaskHub> StartWithInstancesAsync()
    {
        Functions.Orchestrator("Short", _ => Task.FromResult(1));
        Functions.Orchestrator("Wait", context => context.WaitForExternalEvent<int>("never"));
        var hub = await StartAsync();
        for (var i = 0; i < 6; i++)
        {
            await hub.RunAsync("Short", i, $"a-{i}");
        }

        hub.Time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 4; i++)
        {
            await hub.ScheduleAsync("Wait", i, $"b-{i}");
            await hub.HasStatusAsync($"b-{i}", OrchestrationRuntimeStatus.Running);
        }

        return hub;
    }
}
