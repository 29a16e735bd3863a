using FunctionsJobs.Analytics.Retention;

namespace FunctionsJobs.Analytics.Sql;

/// <summary>The retention of events over any SQL database that keeps the invariants of <see cref="IAnalyticsDatabase"/>.</summary>
public sealed class SqlEventRetention(IAnalyticsDatabase database) : IEventRetention
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadHorizonsAsync(string? publisherId, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.ListAsync(
                publisherId is null ? EventHorizonSql.ReadAll : EventHorizonSql.Read,
                row => KeyValuePair.Create(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))),
                cancellation,
                publisherId is null ? [] : [("@publisher", publisherId)]),
            cancellation);
        return new Dictionary<string, DateTimeOffset>(rows, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(string publisherId, DateOnly before, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.ListAsync(
                EventHorizonSql.Count, row => row.GetInt64(0), cancellation, ("@publisher", publisherId), ("@to", HourOf(before))),
            cancellation);
        return rows[0];
    }

    /// <inheritdoc/>
    public Task<int?> RemoveAsync(string publisherId, DateOnly before, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var to = HourOf(before) * EventSql.HourMilliseconds;
        var span = new BucketSpan(publisherId, Granularity.Hour, 0, to);
        return database.WriteAsync<int?>(
            publisherId,
            async session =>
            {
                // A horizon that has passed these hours has settled them, whatever mark a late event left.
                if (!await EventHorizonSql.IsRemovedAsync(session, publisherId, to, cancellation))
                {
                    if ((await session.ListAsync(RollupSql.Stale, row => row.GetInt64(0), cancellation, span.Parameters())).Count > 0)
                    {
                        return null;
                    }

                    await session.ExecuteAsync(EventHorizonSql.Move, cancellation, ("@publisher", publisherId), ("@from", to));
                }

                return await session.ExecuteAsync(
                    EventSql.DeleteFirst, cancellation, ("@publisher", publisherId), ("@from", 0L), ("@to", HourOf(before)), ("@limit", limit));
            },
            cancellation);
    }

    private static long HourOf(DateOnly day) =>
        new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds() / EventSql.HourMilliseconds;
}
