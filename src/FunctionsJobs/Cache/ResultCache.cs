using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Cache.Entries;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Cache;

/// <summary>Keeps what is expensive to compute, for a while. Nothing depends on it: whatever goes wrong in it counts as nothing there.</summary>
public sealed class ResultCache
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(25);

    private readonly SingleFlight _flights = new();
    private readonly ICacheStore _store;
    private readonly CacheMetrics _metrics;
    private readonly CacheOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal ResultCache(ICacheStore store, CacheMetrics metrics, IOptions<CacheOptions> options, TimeProvider time, ILogger<ResultCache> logger) =>
        (_store, _metrics, _options, _time, _logger) = (store, metrics, options.Value, time, logger);

    /// <summary>The value of a key, or null where there is none that can be believed.</summary>
    public async Task<CacheEntry<T>?> GetAsync<T>(CacheKey key, JsonTypeInfo<T> json, CancellationToken cancellation)
        where T : class
    {
        var entry = await _store.GetAsync(key.Text, cancellation) is { } bytes ? Open(key, bytes, json) : null;
        _metrics.Read(entry is not null);
        return entry;
    }

    /// <summary>Keeps a value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="entry">The value, and when its computation began.</param>
    /// <param name="json">How it is written.</param>
    /// <param name="lifetime">How long it is kept from now on; more than zero.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task SetAsync<T>(CacheKey key, CacheEntry<T> entry, JsonTypeInfo<T> json, TimeSpan lifetime, CancellationToken cancellation)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        var value = JsonSerializer.SerializeToUtf8Bytes(entry.Value, json);
        if (value.Length > _options.MaxValueBytes)
        {
            CacheLog.ValueTooLong(_logger, key.Text, value.Length, _options.MaxValueBytes);
            return;
        }

        await _store.SetAsync(key.Text, CacheEnvelope.Seal(key.Text, value, entry.ComputedAt, _time.GetUtcNow() + lifetime), lifetime, cancellation);
    }

    /// <summary>Forgets a value.</summary>
    public Task RemoveAsync(CacheKey key, CancellationToken cancellation) => _store.RemoveAsync(key.Text, cancellation);

    /// <summary>
    /// The value of a key, or else the one that is computed and kept now. Of any number of callers in this process one computes, and with Redis one of all processes,
    /// as long as that takes no longer than <see cref="CacheOptions.LockLifetime"/>. A computation that fails fails for all who wait for it, and nothing is kept.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="json">How the value is written and read.</param>
    /// <param name="terms">How old it may be and how long it is kept.</param>
    /// <param name="compute">Computes it, until all callers have given up. It must not use what belongs to one caller alone.</param>
    /// <param name="cancellation">Ends this caller's wait.</param>
    public async Task<CacheEntry<T>> GetOrComputeAsync<T>(
        CacheKey key, JsonTypeInfo<T> json, CacheTerms terms, Func<CancellationToken, Task<T>> compute, CancellationToken cancellation)
        where T : class
    {
        if (await GetAsync(key, json, cancellation) is { } found && terms.Take(found.ComputedAt))
        {
            return found;
        }

        while (true)
        {
            var entry = await _flights.RunAsync(key.Text, token => ComputeAsync(key, json, terms, compute, token), cancellation);

            // One that was under way already may have begun too early for this caller.
            if (terms.Take(entry.ComputedAt))
            {
                return entry;
            }
        }
    }

    private async Task<CacheEntry<T>> ComputeAsync<T>(
        CacheKey key, JsonTypeInfo<T> json, CacheTerms terms, Func<CancellationToken, Task<T>> compute, CancellationToken cancellation)
        where T : class
    {
        var owner = Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");
        var locked = await _store.TryLockAsync(key.Text, owner, _options.LockLifetime, cancellation);
        var patience = _time.GetUtcNow() + _options.LockLifetime;
        while (!locked && _time.GetUtcNow() < patience)
        {
            await Task.Delay(LockPoll, _time, cancellation);
            locked = await _store.TryLockAsync(key.Text, owner, _options.LockLifetime, cancellation);
        }

        try
        {
            // Another process may have been done between this one's first look and its lock.
            if (await GetAsync(key, json, cancellation) is { } computed && terms.Take(computed.ComputedAt))
            {
                return computed;
            }

            // Whole milliseconds, as it is stored: this caller sees the time that others will.
            var begun = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
            var entry = new CacheEntry<T>(await compute(cancellation), begun);
            _metrics.Computed();
            await SetAsync(key, entry, json, terms.Lifetime, cancellation);
            return entry;
        }
        finally
        {
            if (locked)
            {
                await _store.UnlockAsync(key.Text, owner, CancellationToken.None);
            }
        }
    }

    private CacheEntry<T>? Open<T>(CacheKey key, byte[] bytes, JsonTypeInfo<T> json)
        where T : class
    {
        var fault = CacheEnvelope.TryOpen(bytes, key.Text, _time.GetUtcNow(), out var value, out var computedAt);
        if (fault is null)
        {
            try
            {
                if (JsonSerializer.Deserialize(value.Span, json) is { } read)
                {
                    return new CacheEntry<T>(read, computedAt);
                }
            }
            catch (JsonException)
            {
                // Written by a version whose values had another shape under the same number.
            }
        }

        _metrics.Refused(fault ?? CacheFault.Damaged, key.Text);
        return null;
    }
}
