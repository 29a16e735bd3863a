using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public abstract partial class TaskHubStoreConformance
{
    [Fact]
    public async Task OpenAsync_WhenAnotherStoreHasTheHub_IsRefusedAndDisturbsNothing()
    {
        await using (var second = NewStore())
        {
            await Assert.ThrowsAsync<TaskHubInUseException>(() => second.OpenAsync(default));
        }

        await Store.CreateAsync(Instance("a"));
        Assert.NotNull(await Get(Store, "a"));
    }

    [Fact]
    public async Task OpenAsync_WhenItWasRefusedAndTheOwnerIsGone_Succeeds()
    {
        await using var second = NewStore();
        await Assert.ThrowsAsync<TaskHubInUseException>(() => second.OpenAsync(default));

        await Store.DisposeAsync();

        await second.OpenAsync(default);
    }

    [Fact]
    public async Task DisposeAsync_WhenStepsWereHandedOver_CommitsThemAll()
    {
        var commits = Enumerable.Range(0, 200).Select(n => Store.CommitAsync(Creating(Instance($"i{n}")))).ToList();

        var recovery = await ReopenAsync();

        await Task.WhenAll(commits);
        Assert.Equal(200, recovery.Runnable.Count);
    }

    [Fact]
    public async Task AnyCall_AfterDisposeAsync_IsRefused()
    {
        await Store.DisposeAsync();
        await Store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.CommitAsync(Creating(Instance("a"))));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Get(Store, "a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.PurgeAsync([1], default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.WriteDocumentAsync("d", "1", default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.OpenAsync(default));
    }

    [Fact]
    public async Task AnyCall_BeforeOpenAsync_IsRefused()
    {
        await using var closed = NewStore();

        await Assert.ThrowsAsync<InvalidOperationException>(() => closed.CommitAsync(Creating(Instance("a"))));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Get(closed, "a"));
    }

    [Fact]
    public async Task OpenAsync_WhenOpenAlready_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.OpenAsync(default));

    [Fact]
    public async Task AnyRead_WhenItIsCancelled_Stops()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.GetInstanceAsync("a", false, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ReadHistoryAsync(1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.QueryInstancesAsync(new(), null, 1, cancelled));
    }
}
