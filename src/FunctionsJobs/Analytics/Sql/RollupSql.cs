namespace FunctionsJobs.Analytics.Sql;

/// <summary>Statements about roll-ups. All of them run on the key of their table: (publisher, time) or (publisher, granularity, time).</summary>
internal sealed class RollupSql(AnalyticsDialect dialect)
{
    private const string InBuckets = "publisher_id = @publisher AND granularity = @granularity AND bucket_ms >= @from AND bucket_ms < @to";

    /// <summary>Events grouped by hour; the key holds the hour, so no row is sorted.</summary>
    public const string GroupHours = """
        SELECT hour,
               COUNT(*) FILTER (WHERE event_type = 'request'),
               COUNT(*) FILTER (WHERE event_type = 'impression'),
               COUNT(*) FILTER (WHERE event_type = 'click'),
               CAST(SUM(revenue_micros) AS BIGINT)
        FROM analytics_event
        WHERE publisher_id = @publisher AND hour >= @from AND hour < @to
        GROUP BY hour
        """;

    /// <summary>The source versions of a span of buckets.</summary>
    public const string Versions = $"SELECT bucket_ms, source_version FROM analytics_rollup_state WHERE {InBuckets} ORDER BY bucket_ms";

    /// <summary>The stale buckets of a span.</summary>
    public const string Stale =
        $"SELECT bucket_ms FROM analytics_rollup_state WHERE {InBuckets} AND source_version <> rolled_version ORDER BY bucket_ms";

    /// <summary>Clears the marks of a span. Only in the transaction that computed it from everything those marks stand for.</summary>
    public const string ClearStale =
        $"UPDATE analytics_rollup_state SET rolled_version = source_version WHERE {InBuckets} AND source_version <> rolled_version";

    /// <summary>Empties a span.</summary>
    public const string Delete = $"DELETE FROM analytics_rollup WHERE {InBuckets}";

    /// <summary>Reads a span.</summary>
    public const string Read =
        $"SELECT bucket_ms, requests, impressions, clicks, revenue_micros FROM analytics_rollup WHERE {InBuckets} ORDER BY bucket_ms";

    /// <summary>Adds a span up. A sum that does not fit is an error in both databases.</summary>
    public const string Sum = $"""
        SELECT COUNT(*),
               CAST(COALESCE(SUM(requests), 0) AS BIGINT), CAST(COALESCE(SUM(impressions), 0) AS BIGINT),
               CAST(COALESCE(SUM(clicks), 0) AS BIGINT), CAST(COALESCE(SUM(revenue_micros), 0) AS BIGINT)
        FROM analytics_rollup WHERE {InBuckets}
        """;

    /// <summary>How many hours are stale, over all publishers.</summary>
    public const string CountStaleHours =
        "SELECT COUNT(*) FROM analytics_rollup_state WHERE granularity = 'hour' AND source_version <> rolled_version";

    /// <summary>Rows of a level that is computed from events, all in one statement; their parameters are numbered from 0.</summary>
    public static string InsertBuckets(int rows) =>
        "INSERT INTO analytics_rollup (publisher_id, granularity, bucket_ms, requests, impressions, clicks, revenue_micros) VALUES "
        + string.Join(", ", Enumerable.Range(0, rows).Select(row => $"(@publisher, @granularity, @bucket{row}, @requests{row}, @impressions{row}, @clicks{row}, @revenue{row})"));

    /// <summary>The parameters of <see cref="InsertBuckets"/>.</summary>
    public static (string Name, object Value)[] BucketParameters(
        string publisherId, Granularity granularity, IReadOnlyList<(long BucketMs, RollupCounts Counts)> buckets) =>
    [
        ("@publisher", publisherId),
        ("@granularity", AnalyticsNames.Of(granularity)),
        .. buckets.SelectMany((bucket, row) => new (string, object)[]
        {
            ($"@bucket{row}", bucket.BucketMs),
            ($"@requests{row}", bucket.Counts.Requests),
            ($"@impressions{row}", bucket.Counts.Impressions),
            ($"@clicks{row}", bucket.Counts.Clicks),
            ($"@revenue{row}", bucket.Counts.RevenueMicros),
        }),
    ];

    /// <summary>Computes the buckets of a span from those of a finer level.</summary>
    public string InsertFromFiner(Granularity granularity) => $"""
        INSERT INTO analytics_rollup (publisher_id, granularity, bucket_ms, requests, impressions, clicks, revenue_micros)
        SELECT publisher_id, '{AnalyticsNames.Of(granularity)}', {dialect.BucketOf(granularity, "bucket_ms")},
               CAST(SUM(requests) AS BIGINT), CAST(SUM(impressions) AS BIGINT),
               CAST(SUM(clicks) AS BIGINT), CAST(SUM(revenue_micros) AS BIGINT)
        FROM analytics_rollup
        WHERE {InBuckets}
        GROUP BY publisher_id, {dialect.BucketOf(granularity, "bucket_ms")}
        """;

    /// <summary>Notes that the buckets of a coarser level are out of date, for each stale bucket of a span.</summary>
    public string MarkCoarser(Granularity coarser) => $"""
        INSERT INTO analytics_rollup_state (publisher_id, granularity, bucket_ms, source_version, rolled_version)
        SELECT DISTINCT publisher_id, '{AnalyticsNames.Of(coarser)}', {dialect.BucketOf(coarser, "bucket_ms")}, 1, 0
        FROM analytics_rollup_state
        WHERE {InBuckets} AND source_version <> rolled_version
        ON CONFLICT (publisher_id, granularity, bucket_ms) DO UPDATE SET source_version = analytics_rollup_state.source_version + 1
        """;
}
