namespace FunctionsJobs.Analytics.Sql;

/// <summary>Statements about raw events that both databases understand.</summary>
internal static class EventSql
{
    /// <summary>Milliseconds in the unit of the column <c>hour</c>, which counts hours since 1970-01-01T00:00:00Z.</summary>
    public const long HourMilliseconds = 3_600_000;

    /// <summary>One row; a repeated (publisher, id) inserts nothing, wherever in time it claims to be.</summary>
    public const string Insert = """
        INSERT INTO analytics_event (publisher_id, hour, event_id, at_ms, event_type, ad_unit, country, device, revenue_micros)
        VALUES (@publisher, @hour, @id, @at, @type, @adUnit, @country, @device, @revenue)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Remembers a publisher.</summary>
    public const string AddPublisher = "INSERT INTO analytics_publisher (publisher_id) VALUES (@publisher) ON CONFLICT DO NOTHING";

    /// <summary>Notes that the events of an hour changed. Versions only ever grow, and their rows are never deleted.</summary>
    public const string MarkHour = """
        INSERT INTO analytics_rollup_state (publisher_id, granularity, bucket_ms, source_version, rolled_version)
        VALUES (@publisher, 'hour', @bucket, 1, 0)
        ON CONFLICT (publisher_id, granularity, bucket_ms) DO UPDATE SET source_version = analytics_rollup_state.source_version + 1
        """;

    /// <summary>The hours of the first events of a span, in the order in which <see cref="DeleteFirst"/> deletes them.</summary>
    public const string HoursOfFirst = """
        SELECT DISTINCT hour FROM
          (SELECT hour FROM analytics_event
           WHERE publisher_id = @publisher AND hour >= @from AND hour < @to
           ORDER BY hour, event_id LIMIT @limit) AS first_events
        """;

    /// <summary>Deletes the first events of a span.</summary>
    public const string DeleteFirst = """
        DELETE FROM analytics_event WHERE (publisher_id, hour, event_id) IN
          (SELECT publisher_id, hour, event_id FROM analytics_event
           WHERE publisher_id = @publisher AND hour >= @from AND hour < @to
           ORDER BY hour, event_id LIMIT @limit)
        """;

    /// <summary>One page of publishers.</summary>
    public const string ListPublishers =
        "SELECT publisher_id FROM analytics_publisher WHERE publisher_id > @after ORDER BY publisher_id LIMIT @limit";
}
