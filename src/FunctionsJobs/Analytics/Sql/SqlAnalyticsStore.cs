using System.Data.Common;
using FunctionsJobs.Analytics.Migrations;

namespace FunctionsJobs.Analytics.Sql;

/// <summary>The store over any SQL database that keeps the invariants of <see cref="IAnalyticsDatabase"/>.</summary>
public sealed class SqlAnalyticsStore(IAnalyticsDatabase database, TimeProvider time) : IAnalyticsStore
{
    private readonly RollupSql _sql = new(database.Dialect);
    private readonly EventPageSql _pages = new(database.Dialect);

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellation) =>
        database.MigrateAsync(session => AnalyticsMigrations.ApplyAsync(session, database.Dialect, time, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IngestResult> AddEventsAsync(ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation) => batch.IsEmpty
        ? Task.FromResult(default(IngestResult))
        : database.InsertEventsAsync(batch, cancellation);

    /// <inheritdoc/>
    public async Task<RollupWrite> RollUpHoursAsync(string publisherId, DateOnly day, CancellationToken cancellation)
    {
        Check(publisherId);
        var span = BucketSpan.Covering(publisherId, Granularity.Hour, UtcRange.OfDay(day));

        // The events are added up outside the write, so that days are computed in parallel and ingestion goes on meanwhile.
        // Should events of the day arrive in between, the write adds up again: it then sees everything whose marks it clears.
        var early = await database.ReadAsync(session => HourSnapshot.ComputeAsync(session, span, cancellation), cancellation);
        return await database.WriteAsync(
            publisherId,
            async session =>
            {
                if (await EventHorizonSql.IsRemovedAsync(session, publisherId, span.ToMs, cancellation))
                {
                    await session.ExecuteAsync(RollupSql.ClearStale, cancellation, span.Parameters());
                    return await SumAsync(session, span, cancellation);
                }

                var current = await early.IsCurrentAsync(session, span, cancellation)
                    ? early
                    : await HourSnapshot.ComputeAsync(session, span, cancellation);
                await session.ExecuteAsync(RollupSql.Delete, cancellation, span.Parameters());
                if (current.Hours.Count > 0)
                {
                    await session.ExecuteAsync(
                        RollupSql.InsertBuckets(current.Hours.Count), cancellation, RollupSql.BucketParameters(publisherId, Granularity.Hour, current.Hours));
                }

                await session.ExecuteAsync(_sql.MarkCoarser(Granularity.Day), cancellation, span.Parameters());
                await session.ExecuteAsync(RollupSql.ClearStale, cancellation, span.Parameters());
                return current.Sum();
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<RollupWrite> RollUpAsync(string publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation)
    {
        Check(publisherId);
        if (granularity == Granularity.Hour)
        {
            throw new ArgumentOutOfRangeException(nameof(granularity), granularity, "Hours are rolled up from events, a day at a time.");
        }

        if (range.IsEmpty)
        {
            return default;
        }

        await RefreshFinerAsync(publisherId, granularity, range.Covering(granularity), cancellation);
        var span = BucketSpan.Covering(publisherId, granularity, range);
        return await database.WriteAsync(
            publisherId,
            async session =>
            {
                await session.ExecuteAsync(RollupSql.Delete, cancellation, span.Parameters());
                var finer = granularity == Granularity.Day ? Granularity.Hour : Granularity.Day;
                await session.ExecuteAsync(_sql.InsertFromFiner(granularity), cancellation, span.Of(finer).Parameters());
                if (granularity == Granularity.Day)
                {
                    await session.ExecuteAsync(_sql.MarkCoarser(Granularity.Week), cancellation, span.Parameters());
                    await session.ExecuteAsync(_sql.MarkCoarser(Granularity.Month), cancellation, span.Parameters());
                }

                await session.ExecuteAsync(RollupSql.ClearStale, cancellation, span.Parameters());
                return await SumAsync(session, span, cancellation);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DateOnly>> ListStaleDaysAsync(string publisherId, UtcRange range, CancellationToken cancellation)
    {
        Check(publisherId);
        var hours = BucketSpan.Covering(publisherId, Granularity.Day, range).Of(Granularity.Hour);
        return [.. (await ListStaleAsync(hours, cancellation)).Select(DayOf).Distinct()];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RollupBucket>> ReadRollupsAsync(
        string publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation)
    {
        Check(publisherId);
        var span = BucketSpan.Covering(publisherId, granularity, range);
        return database.ReadAsync(
            session => session.ListAsync(
                RollupSql.Read,
                row => new RollupBucket(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), ReadCounts(row)),
                cancellation,
                span.Parameters()),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<RollupWrite> SumRollupsAsync(string publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation)
    {
        Check(publisherId);
        var span = BucketSpan.Covering(publisherId, granularity, range);
        return database.ReadAsync(session => SumAsync(session, span, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public Task ReadEventsAsync(string publisherId, EventQuery query, EventPosition? after, EventPage page, CancellationToken cancellation)
    {
        Check(publisherId);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(page);
        return database.ReadAsync(
            async session =>
            {
                if (database.Dialect.GoByIndex is { } setting)
                {
                    await session.ExecuteOnceAsync(setting, cancellation);
                }

                // Here, since the read may be run again from its start.
                page.Clear(publisherId);
                await session.ForEachAsync(
                    _pages.Of(query),
                    row => EventReader.Read(row, database.Dialect, page),
                    cancellation,
                    EventPageSql.Parameters(publisherId, query, after, page.Capacity));
                return page.Count;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListPublishersAsync(string? afterPublisherId, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync(
            session => session.ListAsync(
                EventSql.ListPublishers, row => row.GetString(0), cancellation, ("@after", afterPublisherId ?? ""), ("@limit", limit)),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<int> DeleteEventsAsync(string publisherId, UtcRange range, int limit, CancellationToken cancellation)
    {
        Check(publisherId);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var span = BucketSpan.Covering(publisherId, Granularity.Hour, range);
        (string Name, object Value)[] first =
        [
            ("@publisher", publisherId),
            ("@from", span.FromMs / EventSql.HourMilliseconds),
            ("@to", span.ToMs / EventSql.HourMilliseconds),
            ("@limit", limit),
        ];
        return database.WriteAsync(
            publisherId,
            async session =>
            {
                foreach (var hour in await session.ListAsync(EventSql.HoursOfFirst, row => row.GetInt64(0), cancellation, first))
                {
                    await session.ExecuteAsync(
                        EventSql.MarkHour, cancellation, ("@publisher", publisherId), ("@bucket", hour * EventSql.HourMilliseconds));
                }

                return await session.ExecuteAsync(EventSql.DeleteFirst, cancellation, first);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<AnalyticsProbe> ProbeAsync(CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            var version = await AnalyticsMigrations.ReadVersionAsync(session, cancellation);
            var stale = await session.ListAsync(RollupSql.CountStaleHours, row => row.GetInt64(0), cancellation);
            return new AnalyticsProbe(version, stale[0]);
        },
        cancellation);

    private static void Check(string publisherId)
    {
        if (!PublisherId.IsValid(publisherId))
        {
            throw new ArgumentException($"A publisher id {PublisherId.Rule}.", nameof(publisherId));
        }
    }

    private static DateOnly DayOf(long milliseconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime);

    private static RollupCounts ReadCounts(DbDataReader row) => new(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));

    private static async Task<RollupWrite> SumAsync(AnalyticsSession session, BucketSpan span, CancellationToken cancellation)
    {
        var rows = await session.ListAsync(
            RollupSql.Sum, row => new RollupWrite(row.GetInt32(0), ReadCounts(row)), cancellation, span.Parameters());
        return rows[0];
    }

    private Task<IReadOnlyList<long>> ListStaleAsync(BucketSpan span, CancellationToken cancellation) => database.ReadAsync(
        session => session.ListAsync(RollupSql.Stale, row => row.GetInt64(0), cancellation, span.Parameters()), cancellation);

    private async Task RefreshFinerAsync(string publisherId, Granularity granularity, UtcRange covering, CancellationToken cancellation)
    {
        foreach (var day in await ListStaleDaysAsync(publisherId, covering, cancellation))
        {
            await RollUpHoursAsync(publisherId, day, cancellation);
        }

        if (granularity == Granularity.Day)
        {
            return;
        }

        var days = await ListStaleAsync(BucketSpan.Covering(publisherId, Granularity.Day, covering), cancellation);
        if (days.Count > 0)
        {
            var range = new UtcRange(
                DateTimeOffset.FromUnixTimeMilliseconds(days[0]), DateTimeOffset.FromUnixTimeMilliseconds(days[^1]).AddDays(1));
            await RollUpAsync(publisherId, Granularity.Day, range, cancellation);
        }
    }
}
