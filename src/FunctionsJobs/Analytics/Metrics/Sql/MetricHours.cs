using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Analytics.Metrics.Sql;

/// <summary>The hours of one day whose metrics are out of date: the versions of their events, and what they count up to.</summary>
internal sealed record MetricHours(IReadOnlyList<(long BucketMs, long SourceVersion)> Versions, IReadOnlyDictionary<long, MetricCounts> Counts)
{
    /// <summary>Counts them, in the session's transaction.</summary>
    public static async Task<MetricHours> ComputeAsync(AnalyticsSession session, BucketSpan day, MetricType type, CancellationToken cancellation)
    {
        var versions = await ListAsync(session, day, type, cancellation);
        if (versions.Count == 0)
        {
            return new MetricHours(versions, new Dictionary<long, MetricCounts>());
        }

        var hours = await session.ListAsync(
            MetricsSql.CountHours,
            row => (Bucket: row.GetInt64(0) * EventSql.HourMilliseconds, Counts: new MetricCounts(
                new RollupCounts(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), row.GetInt64(5), row.GetInt64(6))),
            cancellation,
            ("@publisher", day.PublisherId),
            ("@from", versions[0].BucketMs / EventSql.HourMilliseconds),
            ("@to", (versions[^1].BucketMs / EventSql.HourMilliseconds) + 1));
        return new MetricHours(versions, hours.ToDictionary(hour => hour.Bucket, hour => hour.Counts));
    }

    /// <summary>Whether the same hours are out of date, with the same events.</summary>
    public async Task<bool> IsCurrentAsync(AnalyticsSession session, BucketSpan day, MetricType type, CancellationToken cancellation) =>
        Versions.SequenceEqual(await ListAsync(session, day, type, cancellation));

    /// <summary>The hours of a span that are out of date.</summary>
    public static Task<IReadOnlyList<(long BucketMs, long SourceVersion)>> ListAsync(
        AnalyticsSession session, BucketSpan span, MetricType type, CancellationToken cancellation) => session.ListAsync(
        MetricsSql.StaleHours,
        row => (row.GetInt64(0), row.GetInt64(1)),
        cancellation,
        ("@publisher", span.PublisherId),
        ("@type", type.ToName()),
        ("@from", span.FromMs),
        ("@to", span.ToMs));
}
