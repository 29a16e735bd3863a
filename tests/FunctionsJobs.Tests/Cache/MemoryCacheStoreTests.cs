using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Memory;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Cache;

public sealed class MemoryCacheStoreTests : CacheStoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Set_OfMoreThanThereIsRoomFor_DropsWhatWasUsedLongestAgo()
    {
        var store = new MemoryCacheStore(maxBytes: 4 * 1300, _time);
        foreach (var key in (string[])["a", "b", "c", "d"])
        {
            await store.SetAsync(key, new byte[1000], TimeSpan.FromHours(1), None);
        }

        Assert.NotNull(await store.GetAsync("a", None));
        await store.SetAsync("e", new byte[1000], TimeSpan.FromHours(1), None);

        Assert.Null(await store.GetAsync("b", None));
        Assert.All((string[])["a", "c", "d", "e"], key => Assert.NotNull(store.GetAsync(key, None).Result));
    }

    [Fact]
    public async Task Bytes_NeverExceedTheLimit_AndReturnToNothing()
    {
        var store = new MemoryCacheStore(maxBytes: 100_000, _time);
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            await store.SetAsync($"k{random.Next(500)}", new byte[random.Next(4_000)], TimeSpan.FromHours(1), None);
            Assert.InRange(store.Bytes, 1, 100_000);
        }

        for (var i = 0; i < 500; i++)
        {
            await store.RemoveAsync($"k{i}", None);
        }

        Assert.Equal(0, store.Bytes);
    }

    [Fact]
    public async Task Set_OfWhatNeverFits_KeepsNothingOfItAndAllElse()
    {
        var store = new MemoryCacheStore(maxBytes: 2_000, _time);
        await store.SetAsync("a", [1], TimeSpan.FromHours(1), None);
        await store.SetAsync("b", [1], TimeSpan.FromHours(1), None);

        await store.SetAsync("b", new byte[4_000], TimeSpan.FromHours(1), None);

        Assert.Null(await store.GetAsync("b", None));
        Assert.NotNull(await store.GetAsync("a", None));
    }

    private protected override ICacheStore CreateStore() => new MemoryCacheStore(1024 * 1024, _time);

    protected override Task ElapseAsync(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }
}
