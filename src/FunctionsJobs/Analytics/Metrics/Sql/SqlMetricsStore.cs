using System.Data.Common;
using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Analytics.Metrics.Sql;

/// <summary>The metrics in the database of the events.</summary>
internal sealed class SqlMetricsStore(IAnalyticsDatabase database) : IMetricsStore
{
    /// <inheritdoc/>
    public async Task<int> CalculateDayAsync(string publisherId, MetricType type, DateOnly day, CancellationToken cancellation)
    {
        Check(publisherId);
        var span = BucketSpan.Covering(publisherId, Granularity.Hour, UtcRange.OfDay(day));

        // Counted outside the write, as roll-ups are: should events of the day arrive in between, the write counts again.
        var early = await database.ReadAsync(session => MetricHours.ComputeAsync(session, span, type, cancellation), cancellation);
        return early.Versions.Count == 0 ? 0 : await database.WriteAsync(
            publisherId,
            async session =>
            {
                if (await EventHorizonSql.IsRemovedAsync(session, publisherId, span.ToMs, cancellation))
                {
                    return 0;
                }

                var current = await early.IsCurrentAsync(session, span, type, cancellation)
                    ? early
                    : await MetricHours.ComputeAsync(session, span, type, cancellation);
                foreach (var (bucket, version) in current.Versions)
                {
                    await WriteHourAsync(session, publisherId, type, bucket, version, current.Counts.GetValueOrDefault(bucket), cancellation);
                }

                var start = RollupCalendar.StartOfDay(day);
                await WriteFromFinerAsync(session, publisherId, type, Granularity.Day, Granularity.Hour, start, cancellation);
                await WriteFromFinerAsync(session, publisherId, type, Granularity.Week, Granularity.Day, start, cancellation);
                await WriteFromFinerAsync(session, publisherId, type, Granularity.Month, Granularity.Day, start, cancellation);
                return current.Versions.Count;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<MetricCounts> SumAsync(string publisherId, MetricType type, Granularity granularity, UtcRange range, CancellationToken cancellation)
    {
        Check(publisherId);
        var span = BucketSpan.Covering(publisherId, granularity, range);
        var sums = await database.ReadAsync(
            session => session.ListAsync(
                MetricsSql.Sum,
                row => new MetricCounts(ReadCounts(row, 0), row.GetInt64(4), row.GetInt64(5)),
                cancellation,
                [("@type", type.ToName()), .. span.Parameters()]),
            cancellation);
        return sums[0];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DateOnly>> ListStaleDaysAsync(string publisherId, MetricType type, UtcRange range, CancellationToken cancellation)
    {
        Check(publisherId);
        var hours = BucketSpan.Covering(publisherId, Granularity.Day, range).Of(Granularity.Hour);
        var stale = await database.ReadAsync(session => MetricHours.ListAsync(session, hours, type, cancellation), cancellation);
        return [.. stale.Select(hour => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(hour.BucketMs).UtcDateTime)).Distinct()];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StaleRollups>> ListStaleRollupsAsync(
        string? publisherId, Granularity granularity, UtcRange range, CancellationToken cancellation)
    {
        var covering = range.Covering(granularity);
        (string Name, object Value)[] within = [("@from", covering.From.ToUnixTimeMilliseconds()), ("@to", covering.To.ToUnixTimeMilliseconds())];
        return database.ReadAsync(
            session => session.ListAsync(
                MetricsSql.StaleRollups(granularity, publisherId is not null),
                row => new StaleRollups(row.GetString(0), new UtcRange(Instant(row.GetInt64(1)), Instant(row.GetInt64(2) + 1))),
                cancellation,
                publisherId is null ? within : [.. within, ("@publisher", publisherId)]),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RollupBucket>> ReadAllRollupsAsync(Granularity granularity, UtcRange range, CancellationToken cancellation) => database.ReadAsync(
        session => session.ListAsync(
            MetricsSql.ReadAllRollups, row => new RollupBucket(Instant(row.GetInt64(0)), ReadCounts(row, 1)), cancellation, Span(granularity, range)),
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PublisherCounts>> ListTopPublishersAsync(Granularity granularity, UtcRange range, int limit, CancellationToken cancellation) => database.ReadAsync(
        session => session.ListAsync(
            MetricsSql.TopPublishers, row => new PublisherCounts(row.GetString(0), ReadCounts(row, 1)), cancellation, [.. Span(granularity, range), ("@limit", limit)]),
        cancellation);

    private static (string Name, object Value)[] Span(Granularity granularity, UtcRange range)
    {
        var covering = range.Covering(granularity);
        return
        [
            ("@granularity", AnalyticsNames.Of(granularity)),
            ("@from", covering.From.ToUnixTimeMilliseconds()),
            ("@to", covering.To.ToUnixTimeMilliseconds()),
        ];
    }

    private static Task<int> WriteHourAsync(
        AnalyticsSession session, string publisherId, MetricType type, long bucket, long version, MetricCounts counts, CancellationToken cancellation) => session.ExecuteAsync(
        MetricsSql.WriteHour,
        cancellation,
        ("@publisher", publisherId),
        ("@type", type.ToName()),
        ("@bucket", bucket),
        ("@version", version),
        ("@requests", counts.Rollup.Requests),
        ("@impressions", counts.Rollup.Impressions),
        ("@clicks", counts.Rollup.Clicks),
        ("@revenue", counts.Rollup.RevenueMicros),
        ("@complete", counts.CompleteEvents),
        ("@paid", counts.PaidImpressions));

    private static Task<int> WriteFromFinerAsync(
        AnalyticsSession session, string publisherId, MetricType type, Granularity granularity, Granularity finer, DateTimeOffset within, CancellationToken cancellation)
    {
        var start = RollupCalendar.StartOf(granularity, within);
        return session.ExecuteAsync(
            MetricsSql.WriteFromFiner,
            cancellation,
            ("@publisher", publisherId),
            ("@type", type.ToName()),
            ("@granularity", AnalyticsNames.Of(granularity)),
            ("@finer", AnalyticsNames.Of(finer)),
            ("@from", start.ToUnixTimeMilliseconds()),
            ("@to", RollupCalendar.NextAfter(granularity, start).ToUnixTimeMilliseconds()));
    }

    private static RollupCounts ReadCounts(DbDataReader row, int first) =>
        new(row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2), row.GetInt64(first + 3));

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static void Check(string publisherId)
    {
        if (!PublisherId.IsValid(publisherId))
        {
            throw new ArgumentException($"A publisher id {PublisherId.Rule}.", nameof(publisherId));
        }
    }
}
