using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Entries;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>Numbers of the dashboard that have a name, and are kept in the cache for each publisher and for all together.</summary>
internal abstract class DashboardQuery
{
    /// <summary>The name by which they are asked for.</summary>
    public abstract string Name { get; }

    /// <summary>The cached numbers as JSON and when they were computed; null where there are none.</summary>
    public abstract Task<CacheEntry<JsonElement>?> ReadAsync(ResultCache cache, string? publisherId, CancellationToken cancellation);

    /// <summary>Computes the numbers, unless they were computed since then.</summary>
    /// <returns>When the ones that are cached now were computed.</returns>
    public abstract Task<DateTimeOffset> RefreshAsync(ResultCache cache, string? publisherId, CacheTerms terms, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class DashboardQuery<T>(
    string name, int schemaVersion, JsonTypeInfo<T> json, Func<string?, DateTimeOffset, CancellationToken, Task<T>> compute, TimeProvider time)
    : DashboardQuery
    where T : class
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override async Task<CacheEntry<JsonElement>?> ReadAsync(ResultCache cache, string? publisherId, CancellationToken cancellation) =>
        await cache.GetAsync(KeyOf(publisherId), json, cancellation) is { } entry
            ? new CacheEntry<JsonElement>(JsonSerializer.SerializeToElement(entry.Value, json), entry.ComputedAt)
            : null;

    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RefreshAsync(ResultCache cache, string? publisherId, CacheTerms terms, CancellationToken cancellation) =>
        (await cache.GetOrComputeAsync(KeyOf(publisherId), json, terms, token => compute(publisherId, time.GetUtcNow(), token), cancellation)).ComputedAt;

    private CacheKey KeyOf(string? publisherId) => new(publisherId, name, schemaVersion);
}
