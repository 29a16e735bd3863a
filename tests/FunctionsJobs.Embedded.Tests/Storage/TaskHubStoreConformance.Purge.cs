using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public abstract partial class TaskHubStoreConformance
{
    [Fact]
    public async Task PurgeAsync_WhenInstancesAreMixed_DeletesTheTerminalOnesWithAllTheirs()
    {
        var done = await Store.CreateAsync(Instance("done"));
        var failed = await Store.CreateAsync(Instance("failed", InstanceStatus.Failed));
        var running = await Store.CreateAsync(Instance("running", InstanceStatus.Running));
        var lost = Message("done");
        var kept = Message("running");
        await Store.CommitAsync(new TaskHubStep { Update = Update(done, InstanceStatus.Completed), Append = Events(4), Enqueue = [lost, kept] });
        await Store.CommitAsync(new TaskHubStep { Update = Update(running), Append = Events(2) });

        var purged = await Store.PurgeAsync([done, running, failed, 999_999, done], default);

        Assert.Equal(2, purged);
        Assert.Null(await Get(Store, "done"));
        Assert.Null(await Get(Store, "failed"));
        Assert.Empty(await Store.ReadHistoryAsync(done, default));
        Assert.Equal([1, 2], await Sequences(running));
        Assert.Equal([kept.Id], (await Store.ReadMessagesAsync([lost.Id, kept.Id], default)).Select(message => message.Id));
    }

    [Fact]
    public async Task PurgeAsync_WhenManyAreGiven_DeletesThemAll()
    {
        var created = Enumerable.Range(0, 300).Select(n => Instance($"i{n}", InstanceStatus.Completed)).ToArray();
        await Store.CommitAsync(Creating(created));

        Assert.Equal(300, await Store.PurgeAsync([.. created.Select(instance => instance.Key)], default));
        Assert.Empty(await Store.QueryAllAsync(new InstanceFilter(), 100));
        Assert.Equal(0, await Store.PurgeAsync([], default));
    }

    [Fact]
    public async Task PurgeAsync_WhenAHistoryIsLong_HidesItAtOnceAlsoAfterARestart()
    {
        var key = await Store.CreateAsync(Instance("long"));
        await Store.CommitAsync(new TaskHubStep { Update = Update(key, InstanceStatus.Completed), Append = Events(9_000) });

        Assert.Equal(1, await Store.PurgeAsync([key], default));

        Assert.Null(await Get(Store, "long"));
        Assert.Empty(await Store.ReadHistoryAsync(key, default));
        await ReopenAsync();
        Assert.Empty(await Store.ReadHistoryAsync(key, default));
    }

    [Fact]
    public async Task PurgeAsync_WhenItIsCancelled_Stops()
    {
        var key = await Store.CreateAsync(Instance("a", InstanceStatus.Completed));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PurgeAsync([key], new CancellationToken(canceled: true)));

        Assert.NotNull(await Get(Store, "a"));
    }
}
