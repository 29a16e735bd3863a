namespace FunctionsJobs.Analytics.Metrics.Sql;

/// <summary>Statements about metrics that both databases understand. Those about one publisher run on the keys of their tables.</summary>
internal static class MetricsSql
{
    private const string Values = "source_version, requests, impressions, clicks, revenue_micros, complete_events, paid_impressions";

    private const string Replace = """
        ON CONFLICT (publisher_id, metric_type, granularity, bucket_ms) DO UPDATE SET
          source_version = excluded.source_version, requests = excluded.requests, impressions = excluded.impressions, clicks = excluded.clicks,
          revenue_micros = excluded.revenue_micros, complete_events = excluded.complete_events, paid_impressions = excluded.paid_impressions
        """;

    /// <summary>The hours of a span whose events are not those that their metrics were computed from, with the versions of the events.</summary>
    public const string StaleHours = """
        SELECT s.bucket_ms, s.source_version
        FROM analytics_rollup_state s
        LEFT JOIN analytics_metric m
          ON m.publisher_id = s.publisher_id AND m.metric_type = @type AND m.granularity = 'hour' AND m.bucket_ms = s.bucket_ms
        WHERE s.publisher_id = @publisher AND s.granularity = 'hour' AND s.bucket_ms >= @from AND s.bucket_ms < @to
          AND (m.source_version IS NULL OR m.source_version <> s.source_version)
        ORDER BY s.bucket_ms
        """;

    /// <summary>Events counted by hour.</summary>
    public const string CountHours = """
        SELECT hour,
               COUNT(*) FILTER (WHERE event_type = 'request'),
               COUNT(*) FILTER (WHERE event_type = 'impression'),
               COUNT(*) FILTER (WHERE event_type = 'click'),
               CAST(SUM(revenue_micros) AS BIGINT),
               COUNT(*) FILTER (WHERE ad_unit IS NOT NULL AND country IS NOT NULL AND device IS NOT NULL),
               COUNT(*) FILTER (WHERE event_type = 'impression' AND revenue_micros > 0)
        FROM analytics_event
        WHERE publisher_id = @publisher AND hour >= @from AND hour < @to
        GROUP BY hour
        """;

    /// <summary>Writes the metric of an hour.</summary>
    public const string WriteHour = $"""
        INSERT INTO analytics_metric (publisher_id, metric_type, granularity, bucket_ms, {Values})
        VALUES (@publisher, @type, 'hour', @bucket, @version, @requests, @impressions, @clicks, @revenue, @complete, @paid)
        {Replace}
        """;

    /// <summary>Writes the metric of a longer period from those of a finer level.</summary>
    public const string WriteFromFiner = $"""
        INSERT INTO analytics_metric (publisher_id, metric_type, granularity, bucket_ms, {Values})
        SELECT publisher_id, metric_type, CAST(@granularity AS TEXT), CAST(@from AS BIGINT), CAST(SUM(source_version) AS BIGINT),
               CAST(SUM(requests) AS BIGINT), CAST(SUM(impressions) AS BIGINT), CAST(SUM(clicks) AS BIGINT), CAST(SUM(revenue_micros) AS BIGINT),
               CAST(SUM(complete_events) AS BIGINT), CAST(SUM(paid_impressions) AS BIGINT)
        FROM analytics_metric
        WHERE publisher_id = @publisher AND metric_type = @type AND granularity = @finer AND bucket_ms >= @from AND bucket_ms < @to
        GROUP BY publisher_id, metric_type
        {Replace}
        """;

    /// <summary>Adds up the periods of a span.</summary>
    public const string Sum = """
        SELECT CAST(COALESCE(SUM(requests), 0) AS BIGINT), CAST(COALESCE(SUM(impressions), 0) AS BIGINT), CAST(COALESCE(SUM(clicks), 0) AS BIGINT),
               CAST(COALESCE(SUM(revenue_micros), 0) AS BIGINT), CAST(COALESCE(SUM(complete_events), 0) AS BIGINT), CAST(COALESCE(SUM(paid_impressions), 0) AS BIGINT)
        FROM analytics_metric
        WHERE publisher_id = @publisher AND metric_type = @type AND granularity = @granularity AND bucket_ms >= @from AND bucket_ms < @to
        """;

    /// <summary>Roll-ups added up over all publishers. The publishers come first, so that each one's span is a range of the key.</summary>
    public const string ReadAllRollups = """
        SELECT r.bucket_ms, CAST(SUM(r.requests) AS BIGINT), CAST(SUM(r.impressions) AS BIGINT), CAST(SUM(r.clicks) AS BIGINT), CAST(SUM(r.revenue_micros) AS BIGINT)
        FROM analytics_publisher p
        JOIN analytics_rollup r ON r.publisher_id = p.publisher_id AND r.granularity = @granularity AND r.bucket_ms >= @from AND r.bucket_ms < @to
        GROUP BY r.bucket_ms
        ORDER BY r.bucket_ms
        """;

    /// <summary>Publishers by revenue.</summary>
    public const string TopPublishers = """
        SELECT r.publisher_id, CAST(SUM(r.requests) AS BIGINT), CAST(SUM(r.impressions) AS BIGINT), CAST(SUM(r.clicks) AS BIGINT), CAST(SUM(r.revenue_micros) AS BIGINT)
        FROM analytics_publisher p
        JOIN analytics_rollup r ON r.publisher_id = p.publisher_id AND r.granularity = @granularity AND r.bucket_ms >= @from AND r.bucket_ms < @to
        GROUP BY r.publisher_id
        ORDER BY 5 DESC, 3 DESC, 1
        LIMIT @limit
        """;

    /// <summary>The first and last roll-ups that are out of date, per publisher, from the index of those that are.</summary>
    public static string StaleRollups(Granularity granularity, bool onePublisher) => $"""
        SELECT publisher_id, MIN(bucket_ms), MAX(bucket_ms)
        FROM analytics_rollup_state
        WHERE granularity IN ({Levels(granularity)}) AND source_version <> rolled_version
          AND bucket_ms >= @from AND bucket_ms < @to {(onePublisher ? "AND publisher_id = @publisher" : "")}
        GROUP BY publisher_id
        ORDER BY publisher_id
        """;

    private static string Levels(Granularity granularity) => granularity switch
    {
        Granularity.Hour => "'hour'",
        Granularity.Day => "'hour', 'day'",
        Granularity.Week => "'hour', 'day', 'week'",
        Granularity.Month => "'hour', 'day', 'month'",
        _ => throw new ArgumentOutOfRangeException(nameof(granularity), granularity, "Unknown granularity."),
    };
}
