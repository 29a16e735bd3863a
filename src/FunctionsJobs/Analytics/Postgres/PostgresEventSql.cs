namespace FunctionsJobs.Analytics.Postgres;

/// <summary>Statements of bulk ingestion.</summary>
internal static class PostgresEventSql
{
    /// <summary>Takes events as they come; one whose identity is there already ends it with an error.</summary>
    public const string Copy = """
        COPY analytics_event (publisher_id, hour, event_id, at_ms, event_type, ad_unit, country, device, revenue_micros) FROM STDIN (FORMAT BINARY)
        """;

    /// <summary>Notes the publishers and hours that gained an event, always in the same order.</summary>
    public const string Mark = """
        WITH marked AS (
            INSERT INTO analytics_rollup_state (publisher_id, granularity, bucket_ms, source_version, rolled_version)
            SELECT publisher_id, 'hour', hour * 3600000::bigint, 1, 0 FROM unnest($1, $2) AS hours (publisher_id, hour) ORDER BY publisher_id COLLATE "C", hour
            ON CONFLICT (publisher_id, granularity, bucket_ms) DO UPDATE SET source_version = analytics_rollup_state.source_version + 1)
        INSERT INTO analytics_publisher (publisher_id)
        SELECT DISTINCT publisher_id COLLATE "C" FROM unnest($1) AS publishers (publisher_id) ORDER BY 1
        ON CONFLICT DO NOTHING
        """;

    /// <summary>A connection's own table for the events of one transaction; <c>ordinal</c> is their order of arrival.</summary>
    public const string CreateIncoming = """
        CREATE TEMPORARY TABLE IF NOT EXISTS analytics_incoming (
            ordinal INTEGER NOT NULL, publisher_id TEXT COLLATE "C" NOT NULL, hour INTEGER NOT NULL, event_id TEXT COLLATE "C" NOT NULL,
            at_ms BIGINT NOT NULL, event_type TEXT NOT NULL, ad_unit TEXT, country TEXT, device TEXT, revenue_micros BIGINT NOT NULL
        ) ON COMMIT DELETE ROWS
        """;

    /// <summary>Fills it.</summary>
    public const string CopyIncoming = """
        COPY analytics_incoming (ordinal, publisher_id, hour, event_id, at_ms, event_type, ad_unit, country, device, revenue_micros)
        FROM STDIN (FORMAT BINARY)
        """;

    /// <summary>
    /// Locks the publishers of a batch against the writes that must see all their events, and not against each other, always in the same order.
    /// </summary>
    public const string LockPublishers = """
        SELECT pg_advisory_xact_lock_shared(publisher_lock) FROM
          (SELECT hashtextextended(current_schema() || '/' || name, 0) AS publisher_lock FROM unnest($1) AS name ORDER BY 1 OFFSET 0) AS locks
        """;

    /// <summary>
    /// Moves the events whose identity is new, of those of one identity the first, and notes the publishers and hours that gained one. Rows are
    /// written in the order of their keys, so that batches which overlap wait for each other and never in a circle.
    /// </summary>
    public const string MoveIncoming = """
        WITH added AS (
            INSERT INTO analytics_event (publisher_id, hour, event_id, at_ms, event_type, ad_unit, country, device, revenue_micros)
            SELECT publisher_id, hour, event_id, at_ms, event_type, ad_unit, country, device, revenue_micros
            FROM analytics_incoming ORDER BY publisher_id, event_id, ordinal
            ON CONFLICT DO NOTHING
            RETURNING publisher_id, hour),
        marked AS (
            INSERT INTO analytics_rollup_state (publisher_id, granularity, bucket_ms, source_version, rolled_version)
            SELECT publisher_id, 'hour', hour * 3600000::bigint, 1, 0 FROM (SELECT DISTINCT publisher_id, hour FROM added ORDER BY 1, 2) AS hours
            ON CONFLICT (publisher_id, granularity, bucket_ms) DO UPDATE SET source_version = analytics_rollup_state.source_version + 1),
        known AS (
            INSERT INTO analytics_publisher (publisher_id)
            SELECT publisher_id FROM (SELECT DISTINCT publisher_id FROM added ORDER BY 1) AS publishers
            ON CONFLICT DO NOTHING)
        SELECT COUNT(*) FROM added
        """;
}
