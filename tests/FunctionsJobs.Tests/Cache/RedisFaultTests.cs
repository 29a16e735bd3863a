using System.Diagnostics.Metrics;
using System.Text.Json.Serialization;
using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Entries;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Tests.Cache;

/// <summary>The cache on a real Redis server that is killed, made to hang, and lies.</summary>
[NeedsRedis]
public sealed partial class RedisFaultTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly CacheKey Key = new("pub-1", "numbers", 1);

    // Long enough for a busy machine; only the server that hangs lets anybody wait so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private readonly Lines _log = new();
    private RedisServer _server = null!;
    private ServiceProvider _services = null!;

    private ResultCache Cache => _services.GetRequiredService<ResultCache>();

    private ICacheStore Store => _services.GetRequiredService<ICacheStore>();

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        _services = Services(Patience);
        await ConnectedAsync();
        _log.Clear();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Cache_WhenRedisIsKilledAndStartedAgain_MissesMeanwhileKeepsWhatIsComputedAndUsesItAgain()
    {
        await SetAsync(1);
        await _server.KillAsync();

        Assert.Null(await GetAsync());
        await SetAsync(2);
        Assert.Equal(2, (await GetAsync())!.Value.Count);
        await Assert.ThrowsAsync<CacheStoreException>(() => Store.ProbeAsync(None));

        await _server.StartAsync();
        await ConnectedAsync();
        Assert.Null(await GetAsync());
        await SetAsync(3);
        Assert.Equal(3, (await GetAsync())!.Value.Count);
        Assert.Equal("1", (string?)await _server.ExecuteAsync("DBSIZE"));
        AssertLoggedOnce("Redis cannot be used");
        AssertLoggedOnce("Redis answers again, after");
    }

    // Nobody waits for a server that hangs, but the first.
    [Fact]
    public async Task Cache_WhenRedisHangs_WaitsOnceAndUsesItAgainWhenItGoesOn()
    {
        await SetAsync(1);
        await _server.PauseAsync();

        Assert.Null(await GetAsync());
        var stalled = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Null(await GetAsync());
        }

        // A thousand waits would be more than an hour.
        Assert.InRange(TimeProvider.System.GetElapsedTime(stalled), TimeSpan.Zero, TimeSpan.FromMinutes(1));

        await _server.ResumeAsync();
        await ConnectedAsync();
        Assert.Equal(1, (await GetAsync())!.Value.Count);
        AssertLoggedOnce("Redis cannot be used");
    }

    [Fact]
    public async Task Cache_WhenRedisIsNotThereAtStart_UsesItOnceItIs()
    {
        await _server.KillAsync();
        await using var late = Services(Patience);
        var cache = late.GetRequiredService<ResultCache>();

        Assert.Null(await cache.GetAsync(Key, RedisTestJson.Default.Numbers, None));
        await _server.StartAsync();
        await Eventually.HoldsAsync(() => IsConnectedAsync(late.GetRequiredService<ICacheStore>()), "it is connected");

        await cache.SetAsync(Key, new CacheEntry<Numbers>(new Numbers(1), TimeProvider.System.GetUtcNow()), RedisTestJson.Default.Numbers, TimeSpan.FromHours(1), None);
        Assert.Equal("1", (string?)await _server.ExecuteAsync("DBSIZE"));
    }

    [Fact]
    public async Task Cache_WhenRedisLies_MissesCountsAndLogsEachKindOnce()
    {
        using var faults = new FaultCounter(_services.GetRequiredService<CacheMetrics>());
        await SetAsync(1);
        var stored = (byte[])(await _server.ExecuteAsync("GET", $"functionsjobs:{Key.Text}"))!;
        var other = new CacheKey("pub-2", "numbers", 1);
        (string Fault, Func<Task> Plant)[] lies =
        [
            ("wrong-type", () => PlantAsync("RPUSH", "1")),
            ("wrong-type", () => PlantAsync("HSET", "a", "1")),
            ("damaged", () => PlantAsync("SET", "")),
            ("damaged", () => PlantAsync("SET", "{\"count\":9}")),
            ("damaged", () => PlantAsync("SET", stored[..^1])),
            ("damaged", () => PlantAsync("SET", (byte[])[.. stored[..40], 0xff, .. stored[41..]])),
            ("of-another-key", () => PlantAsync("SET", CacheEnvelope.Seal(other.Text, "{\"Count\":9}"u8, Now, Now.AddHours(1)))),
            ("expired", () => PlantAsync("SET", CacheEnvelope.Seal(Key.Text, "{\"Count\":9}"u8, Now.AddHours(-2), Now.AddHours(-1)))),
            ("damaged", () => PlantAsync("SET", CacheEnvelope.Seal(Key.Text, "[9]"u8, Now, Now.AddHours(1)))),
        ];

        foreach (var (fault, plant) in lies)
        {
            await plant();
            var before = faults[fault];
            Assert.Null(await GetAsync());
            Assert.Equal(before + 1, faults[fault]);

            await SetAsync(5);
            Assert.Equal(5, (await GetAsync())!.Value.Count);
        }

        AssertLoggedOnce("(wrong-type)");
        AssertLoggedOnce("(damaged)");
        AssertLoggedOnce("(of-another-key)");
        Assert.DoesNotContain(_log.All, line => line.Contains("Redis cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetOrCompute_OfManyProcesses_ComputesOnce()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => Services(TimeSpan.FromSeconds(10))).ToArray();
        var computed = 0;
        try
        {
            var entries = await Task.WhenAll(processes.SelectMany(process => Enumerable.Range(0, 10).Select(_ => Task.Run(() => process.GetRequiredService<ResultCache>().GetOrComputeAsync(
                Key,
                RedisTestJson.Default.Numbers,
                new CacheTerms(TimeSpan.FromHours(1)),
                _ => Task.FromResult(new Numbers(Interlocked.Increment(ref computed))),
                None)))));

            Assert.Equal(1, computed);
            Assert.All(entries, entry => Assert.Equal(entries[0], entry));
        }
        finally
        {
            foreach (var process in processes)
            {
                await process.DisposeAsync();
            }
        }
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task PlantAsync(string command, params object[] arguments)
    {
        await _server.ExecuteAsync("DEL", $"functionsjobs:{Key.Text}");
        await _server.ExecuteAsync(command, [$"functionsjobs:{Key.Text}", .. arguments]);
    }

    private Task SetAsync(int count) =>
        Cache.SetAsync(Key, new CacheEntry<Numbers>(new Numbers(count), Now), RedisTestJson.Default.Numbers, TimeSpan.FromHours(1), None);

    private Task<CacheEntry<Numbers>?> GetAsync() => Cache.GetAsync(Key, RedisTestJson.Default.Numbers, None);

    private Task ConnectedAsync() => Eventually.HoldsAsync(() => IsConnectedAsync(Store), "Redis is connected");

    private static async Task<bool> IsConnectedAsync(ICacheStore store)
    {
        try
        {
            await store.ProbeAsync(None);
            return true;
        }
        catch (CacheStoreException)
        {
            return false;
        }
    }

    private void AssertLoggedOnce(string text) => Assert.Single(_log.All, line => line.Contains(text, StringComparison.Ordinal));

    private ServiceProvider Services(TimeSpan timeout) => new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(_log))
        .AddCache(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("ConnectionStrings:Cache", _server.ConnectionString),
            new("Cache:Timeout", timeout.ToString()),
            new("Cache:ProbeInterval", "00:00:00.050"),
        ]).Build())
        .BuildServiceProvider();

    internal sealed record Numbers(int Count);

    [JsonSerializable(typeof(Numbers))]
    internal sealed partial class RedisTestJson : JsonSerializerContext;

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public void Clear()
        {
            lock (_lines)
            {
                _lines.Clear();
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class FaultCounter : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, long> _counts = [];

        public FaultCounter(CacheMetrics metrics)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == metrics.Meter && instrument.Name == "functionsjobs.cache.faults")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            {
                lock (_counts)
                {
                    var fault = (string)tags[0].Value!;
                    _counts[fault] = _counts.GetValueOrDefault(fault) + value;
                }
            });
            _listener.Start();
        }

        public long this[string fault]
        {
            get
            {
                lock (_counts)
                {
                    return _counts.GetValueOrDefault(fault);
                }
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
