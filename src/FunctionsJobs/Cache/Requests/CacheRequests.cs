namespace FunctionsJobs.Cache.Requests;

/// <summary>Counts which values are asked for, so that the most requested ones can be kept warm. What was asked for in this and the last hour counts.</summary>
public sealed class CacheRequests
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly ICacheStore _store;
    private readonly TimeProvider _time;

    internal CacheRequests(ICacheStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Counts one request.</summary>
    /// <param name="tenant">The publisher whose value was asked for, or null for that over all publishers.</param>
    /// <param name="name">Which value.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public Task CountAsync(string? tenant, string name, CancellationToken cancellation) =>
        _store.CountAsync(SetOf(_time.GetUtcNow()), $"{tenant}|{name}", 2 * Window, cancellation);

    /// <summary>The values that were asked for most often, those first.</summary>
    public async Task<IReadOnlyList<RequestedValue>> ListAsync(int limit, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var counts = (await _store.ReadCountsAsync(SetOf(now), limit, cancellation)).Concat(await _store.ReadCountsAsync(SetOf(now - Window), limit, cancellation));
        return
        [
            .. counts
                .GroupBy(count => count.Member, (member, same) => RequestedValue.Of(member, same.Sum(count => count.Count)))
                .OfType<RequestedValue>()
                .OrderByDescending(requested => requested.Count)
                .ThenBy(requested => requested.Tenant, StringComparer.Ordinal)
                .ThenBy(requested => requested.Name, StringComparer.Ordinal)
                .Take(limit),
        ];
    }

    private static string SetOf(DateTimeOffset time) => $"requests:{time.UtcDateTime:yyyy-MM-ddTHH}";
}
