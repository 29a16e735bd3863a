using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Entries;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Jobs.CacheWarming;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Jobs.CacheWarming;

public sealed class CacheWarmingOrchestratorTests : IAsyncLifetime
{
    private const string All = """{"cacheKeys":["dashboard:stats","analytics:overview","analytics:weekly-growth","analytics:performance"]}""";
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync();
        await _hub.AddJanuaryAsync();
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Run_ComputesEveryNameForTheTenantOfTheJob()
    {
        var result = await RunAsync("job", "pub-1");

        Assert.Equal(DashboardQueryNames.All, result.Warmed.Select(key => key.CacheKey));
        Assert.All(result.Warmed, key => Assert.Equal(_hub.Time.Now, key.ComputedAt));
        foreach (var name in DashboardQueryNames.All)
        {
            Assert.Equal("pub-1", (await ReadAsync(name, "pub-1"))!.Value.GetProperty("publisherId").GetString());
            Assert.Null(await ReadAsync(name, null));
        }

        Assert.Equal(new JobProgress(4, 4, (await _hub.FindAsync("job")).Progress.Message), (await _hub.FindAsync("job")).Progress);
        await _hub.RecordAsync("job", "cache-warming.1-completed");
    }

    // Two jobs that start at one time: the second one finds what the first one has computed.
    [Fact]
    public async Task Run_AtTheSameTimeAsAnother_ComputesOnce()
    {
        await RunAsync("one", null);
        await _hub.AddJanuaryAsync("pub-9");
        await RunAsync("two", null);
        Assert.Equal(10, await ClicksAsync());

        _hub.Time.Advance(TimeSpan.FromMilliseconds(1));
        await RunAsync("three", null);
        Assert.Equal(20, await ClicksAsync());
    }

    [Fact]
    public async Task Run_WhenAKeyFails_TriesThatOneAgainAndNoOther()
    {
        var failures = 1;
        _hub.Functions.Activity(nameof(WarmKeyActivity), (WarmKeyContract part) => part.CacheKey == DashboardQueryNames.Overview && Interlocked.Decrement(ref failures) >= 0
            ? throw new AnalyticsStoreException("locked", isTransient: true)
            : Task.FromResult(new WarmedKeyContract { CacheKey = part.CacheKey, ComputedAt = _hub.Time.Now }));

        await _hub.SubmitAsync("job", "cache-warming", "warm", All, null);
        await _hub.InStateAsync("job", JobState.Retrying);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, JobPolicy.Default), timers: 1);
        var result = await _hub.ResultAsync("job", CacheWarmingJson.Default.CacheWarmingResultContract);

        Assert.Equal(DashboardQueryNames.All, result.Warmed.Select(key => key.CacheKey));
        Assert.Equal(1, _hub.Functions.Runs.Count(call => call.Name == nameof(WarmKeyActivity) && call.Input!.Contains(DashboardQueryNames.Stats, StringComparison.Ordinal)));
        Assert.Equal(2, _hub.Functions.Runs.Count(call => call.Name == nameof(WarmKeyActivity) && call.Input!.Contains(DashboardQueryNames.Overview, StringComparison.Ordinal)));
        await _hub.RecordAsync("job", "cache-warming.1-retried");
    }

    private Task<CacheWarmingResultContract> RunAsync(string id, string? tenant) =>
        _hub.RunAsync(id, "cache-warming", "warm", All, tenant, CacheWarmingJson.Default.CacheWarmingResultContract);

    private async Task<CacheEntry<JsonElement>?> ReadAsync(string name, string? tenant)
    {
        Assert.True(_hub.Get<DashboardQueries>().TryFind(name, out var query));
        return await query.ReadAsync(_hub.Get<ResultCache>(), tenant, CancellationToken.None);
    }

    private async Task<long> ClicksAsync() =>
        (await ReadAsync(DashboardQueryNames.Stats, null))!.Value.GetProperty("last7Days").GetProperty("clicks").GetInt64();
}
