using FunctionsJobs.Cache;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Cache;

/// <summary>What every store of the cache keeps. Keys are of each test's own.</summary>
public abstract class CacheStoreContract : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private protected ICacheStore Store { get; private set; } = null!;

    public Task InitializeAsync()
    {
        Store = CreateStore();
        return Store.ProbeAsync(None);
    }

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Get_OfWhatWasNeverSet_IsNull() => Assert.Null(await Store.GetAsync("a", None));

    [Fact]
    public async Task Get_AnswersTheBytesOfTheLastSet()
    {
        await Store.SetAsync("a", [1, 0, 255], Hour, None);
        await Store.SetAsync("b", [9], Hour, None);
        await Store.SetAsync("a", [2, 0, 255, 13, 10], Hour, None);

        Assert.Equal([2, 0, 255, 13, 10], await Store.GetAsync("a", None));
        Assert.Equal([9], await Store.GetAsync("b", None));
    }

    [Fact]
    public async Task Set_KeepsAnEmptyValueToo()
    {
        await Store.SetAsync("a", [], Hour, None);

        Assert.Empty((await Store.GetAsync("a", None))!);
    }

    [Fact]
    public async Task Get_GivesAndSetTakesWhatIsNobodyElses()
    {
        byte[] written = [1];
        await Store.SetAsync("a", written, Hour, None);
        written[0] = 2;
        (await Store.GetAsync("a", None))![0] = 3;

        Assert.Equal([1], await Store.GetAsync("a", None));
    }

    [Fact]
    public async Task Remove_LeavesNothing_AndMayBeRepeated()
    {
        await Store.SetAsync("a", [1], Hour, None);

        await Store.RemoveAsync("a", None);
        await Store.RemoveAsync("a", None);

        Assert.Null(await Store.GetAsync("a", None));
    }

    [Fact]
    public async Task Get_AfterTheLifetime_IsNull()
    {
        await Store.SetAsync("a", [1], TimeSpan.FromMilliseconds(30), None);
        await Store.SetAsync("b", [1], Hour, None);

        await ElapseAsync(TimeSpan.FromMilliseconds(30));

        await Eventually.HoldsAsync(async () => await Store.GetAsync("a", None) is null, "the value is gone");
        Assert.NotNull(await Store.GetAsync("b", None));
    }

    [Fact]
    public async Task TryLock_OfManyAtOnce_LetsOneIn()
    {
        var got = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Store.TryLockAsync("a", $"owner-{i}", Hour, None))));

        Assert.Single(got, true);
        Assert.True(await Store.TryLockAsync("b", "owner", Hour, None));
    }

    [Fact]
    public async Task Unlock_ByItsOwnerOnly_LetsTheNextIn()
    {
        Assert.True(await Store.TryLockAsync("a", "one", Hour, None));

        await Store.UnlockAsync("a", "two", None);
        Assert.False(await Store.TryLockAsync("a", "two", Hour, None));
        await Store.UnlockAsync("a", "one", None);

        Assert.True(await Store.TryLockAsync("a", "two", Hour, None));
    }

    [Fact]
    public async Task TryLock_AfterTheLifetime_LetsTheNextInAndTheFormerOwnerCannotGiveItBack()
    {
        Assert.True(await Store.TryLockAsync("a", "one", TimeSpan.FromMilliseconds(30), None));

        await ElapseAsync(TimeSpan.FromMilliseconds(30));
        await Eventually.HoldsAsync(() => Store.TryLockAsync("a", "two", Hour, None), "the lock is free");
        await Store.UnlockAsync("a", "one", None);

        Assert.False(await Store.TryLockAsync("a", "three", Hour, None));
    }

    [Fact]
    public async Task Counts_AreExactAndTheHighestComeFirst()
    {
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => Store.CountAsync("s", $"m{(i % 6 == 0 ? 0 : i % 6 < 3 ? 1 : 2)}", Hour, None))));
        await Store.CountAsync("other", "m9", Hour, None);

        Assert.Equal([new CacheCount("m2", 30), new CacheCount("m1", 20)], await Store.ReadCountsAsync("s", 2, None));
        Assert.Equal(3, (await Store.ReadCountsAsync("s", 10, None)).Count);
        Assert.Empty(await Store.ReadCountsAsync("none", 10, None));
    }

    [Fact]
    public async Task Counts_AfterTheLifetime_AreGone()
    {
        await Store.CountAsync("s", "m", TimeSpan.FromMilliseconds(30), None);

        await ElapseAsync(TimeSpan.FromMilliseconds(30));

        await Eventually.HoldsAsync(async () => (await Store.ReadCountsAsync("s", 10, None)).Count == 0, "the counts are gone");
    }

    private protected abstract ICacheStore CreateStore();

    /// <summary>Lets time pass for the store.</summary>
    protected abstract Task ElapseAsync(TimeSpan time);
}
