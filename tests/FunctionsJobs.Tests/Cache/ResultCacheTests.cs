using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Entries;
using FunctionsJobs.Cache.Memory;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Cache;

public sealed partial class ResultCacheTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly CacheKey Key = new("pub-1", "numbers", 1);
    private static readonly CacheTerms Terms = new(TimeSpan.FromHours(1));
    private readonly ManualTime _time = new();
    private readonly CacheMetrics _metrics = new(NullLogger<CacheMetrics>.Instance);
    private readonly MemoryCacheStore _store;
    private readonly ResultCache _cache;
    private int _computed;

    public ResultCacheTests()
    {
        _store = new MemoryCacheStore(1024 * 1024, _time);
        _cache = NewCache(_store);
    }

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task GetOrCompute_ComputesOnceUntilTheLifetimeIsOver()
    {
        Assert.Equal(new CacheEntry<Numbers>(new Numbers(1), _time.Now), await GetOrComputeAsync());
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(new Numbers(1), (await GetOrComputeAsync()).Value);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new CacheEntry<Numbers>(new Numbers(2), _time.Now), await GetOrComputeAsync());
    }

    [Fact]
    public async Task GetOrCompute_OfAValueThatIsOlderThanAsked_ComputesAnew()
    {
        await GetOrComputeAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, (await GetOrComputeAsync(Terms with { Since = _time.Now.AddSeconds(-1) })).Value.Count);
        Assert.Equal(2, (await GetOrComputeAsync(Terms with { Since = _time.Now })).Value.Count);
        Assert.Equal(2, (await GetOrComputeAsync(Terms with { Since = _time.Now })).Value.Count);
    }

    // What is under way began before this caller asked: it may not hold what the caller has just written.
    [Fact]
    public async Task GetOrCompute_WhileAnOlderComputationIsUnderWay_WaitsAndComputesAnew()
    {
        var begun = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var first = _cache.GetOrComputeAsync(Key, CacheTestJson.Default.Numbers, Terms, async _ =>
        {
            begun.SetResult();
            await gate.Task;
            return new Numbers(100);
        }, None);
        await begun.Task.WaitAsync(Eventually.Limit);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var second = GetOrComputeAsync(Terms with { Since = _time.Now });
        gate.SetResult();

        Assert.Equal(100, (await first).Value.Count);
        Assert.Equal(1, (await second).Value.Count);
    }

    [Fact]
    public async Task GetOrCompute_OfAStampede_ComputesOnce()
    {
        var gate = new TaskCompletionSource();
        var calls = Enumerable.Range(0, 100).Select(_ => _cache.GetOrComputeAsync(Key, CacheTestJson.Default.Numbers, Terms, async _ =>
        {
            await gate.Task;
            return new Numbers(Interlocked.Increment(ref _computed));
        }, None)).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(calls), entry => Assert.Equal(1, entry.Value.Count));
    }

    [Fact]
    public async Task GetOrCompute_OfTwoProcessesThatShareAStore_ComputesOnce()
    {
        var begun = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var other = NewCache(_store);
        var first = _cache.GetOrComputeAsync(Key, CacheTestJson.Default.Numbers, Terms, async _ =>
        {
            begun.SetResult();
            await gate.Task;
            return new Numbers(7);
        }, None);
        await begun.Task.WaitAsync(Eventually.Limit);

        var second = other.GetOrComputeAsync(Key, CacheTestJson.Default.Numbers, Terms, _ => throw new InvalidOperationException("computed twice"), None);
        gate.SetResult();
        await first;
        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(25));
                return second.IsCompleted;
            },
            "the second one has looked again");

        Assert.Equal(7, (await second).Value.Count);
    }

    [Fact]
    public async Task GetOrCompute_WhenTheOtherProcessDied_ComputesWhenItsLockIsOver()
    {
        Assert.True(await _store.TryLockAsync(Key.Text, "dead", TimeSpan.FromSeconds(10), None));
        var call = GetOrComputeAsync();

        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return call.IsCompleted;
            },
            "the lock is over");

        Assert.Equal(1, (await call).Value.Count);
    }

    [Fact]
    public async Task GetOrCompute_WhenItFails_KeepsNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _cache.GetOrComputeAsync<Numbers>(Key, CacheTestJson.Default.Numbers, Terms, _ => throw new IOException("no"), None));

        Assert.Null(await _cache.GetAsync(Key, CacheTestJson.Default.Numbers, None));
        Assert.Equal(1, (await GetOrComputeAsync()).Value.Count);
    }

    [Fact]
    public async Task Values_OfOtherTenantsNamesAndShapes_AreNeverSeen()
    {
        CacheKey[] others = [new("pub-2", "numbers", 1), new(null, "numbers", 1), new("pub-1", "number", 1), new("pub-1", "numbers", 2)];
        await GetOrComputeAsync();

        foreach (var other in others)
        {
            Assert.Null(await _cache.GetAsync(other, CacheTestJson.Default.Numbers, None));

            // Not even when the store mixes them up.
            await _store.SetAsync(other.Text, (await _store.GetAsync(Key.Text, None))!, TimeSpan.FromHours(1), None);
            Assert.Null(await _cache.GetAsync(other, CacheTestJson.Default.Numbers, None));
        }
    }

    [Fact]
    public async Task Get_OfAValueOfAnotherShapeUnderTheSameNumber_IsNothing()
    {
        await _store.SetAsync(Key.Text, CacheEnvelope.Seal(Key.Text, "[1]"u8, _time.Now, _time.Now.AddHours(1)), TimeSpan.FromHours(1), None);

        Assert.Null(await _cache.GetAsync(Key, CacheTestJson.Default.Numbers, None));
    }

    [Fact]
    public async Task Set_OfWhatIsTooLong_KeepsNothing()
    {
        var cache = NewCache(_store, new CacheOptions { MaxValueBytes = 5 });

        await cache.SetAsync(Key, new CacheEntry<Numbers>(new Numbers(1), _time.Now), CacheTestJson.Default.Numbers, TimeSpan.FromHours(1), None);

        Assert.Null(await cache.GetAsync(Key, CacheTestJson.Default.Numbers, None));
    }

    [Fact]
    public async Task Remove_Forgets()
    {
        await GetOrComputeAsync();
        await _cache.RemoveAsync(Key, None);

        Assert.Null(await _cache.GetAsync(Key, CacheTestJson.Default.Numbers, None));
    }

    private Task<CacheEntry<Numbers>> GetOrComputeAsync(CacheTerms? terms = null) =>
        _cache.GetOrComputeAsync(Key, CacheTestJson.Default.Numbers, terms ?? Terms, _ => Task.FromResult(new Numbers(Interlocked.Increment(ref _computed))), None);

    [SuppressMessage("Performance", "CA1859", Justification = "Any store will do.")]
    private ResultCache NewCache(ICacheStore store, CacheOptions? options = null) =>
        new(store, _metrics, Options.Create(options ?? new CacheOptions()), _time, NullLogger<ResultCache>.Instance);

    internal sealed record Numbers(int Count);

    [JsonSerializable(typeof(Numbers))]
    internal sealed partial class CacheTestJson : JsonSerializerContext;
}
