using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Entries;
using FunctionsJobs.Cache.Redis;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Tests.Cache;

[NeedsRedis]
public sealed class RedisCacheStoreTests : CacheStoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static int _count;
    private readonly string _prefix = $"test-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}-{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds():x}";
    private RedisLink? _link;

    [Fact]
    public async Task Get_OfAKeyThatHoldsAList_IsAFaultUntilItIsSet()
    {
        await RedisServer.ExecuteAsync(TestServers.Redis, "RPUSH", $"{_prefix}:a", "1");

        var fault = await Assert.ThrowsAsync<CacheStoreException>(() => Store.GetAsync("a", None));
        await Store.SetAsync("a", [1], TimeSpan.FromHours(1), None);

        Assert.Equal(CacheFault.WrongType, fault.Fault);
        Assert.Equal([1], await Store.GetAsync("a", None));
    }

    [Fact]
    public async Task Keys_BeginWithThePrefixAndEnd()
    {
        await Store.SetAsync("a", [1], TimeSpan.FromHours(1), None);
        await Store.TryLockAsync("a", "one", TimeSpan.FromHours(1), None);
        await Store.CountAsync("s", "m", TimeSpan.FromHours(1), None);

        var keys = (string[])(await RedisServer.ExecuteAsync(TestServers.Redis, "KEYS", $"{_prefix}:*"))!;

        Assert.Equal([$"{_prefix}:a", $"{_prefix}:count:s", $"{_prefix}:lock:a"], keys.Order(StringComparer.Ordinal));
        foreach (var key in keys)
        {
            Assert.InRange((long)await RedisServer.ExecuteAsync(TestServers.Redis, "PTTL", key), 1, 3_600_000);
        }
    }

    public override async Task DisposeAsync()
    {
        if (_link is not null)
        {
            await _link.DisposeAsync();
        }
    }

    private protected override ICacheStore CreateStore()
    {
        // Other tests may keep the machine busy: what is tested here is no time.
        _link = new RedisLink(
            new CacheOptions { ConnectionString = TestServers.Redis, Timeout = TimeSpan.FromMinutes(1) }, TimeProvider.System, NullLogger<RedisLink>.Instance);
        return new RedisCacheStore(_link, _prefix);
    }

    protected override Task ElapseAsync(TimeSpan time) => Task.CompletedTask;
}
