namespace FunctionsJobs.Analytics.Migrations;

/// <summary>Roll-ups, and which of them are out of date.</summary>
internal static class Migration0002Rollups
{
    /// <summary>
    /// The key holds publisher, level and time and nothing else, so that a dashboard's year is a few hundred neighbouring rows. Breakdowns by ad
    /// unit, country or device belong in tables of their own, computed from the same events by the same marks.
    /// <c>bucket_ms</c> is the first millisecond of the bucket since 1970. A bucket is stale while <c>source_version</c>, which grows with every
    /// change of what it is computed from, differs from <c>rolled_version</c>.
    /// </summary>
    public static readonly AnalyticsMigration Migration = new(2, dialect =>
    [
        $"""
        CREATE TABLE analytics_rollup (
            publisher_id   {dialect.OrdinalText} NOT NULL,
            granularity    {dialect.OrdinalText} NOT NULL CHECK (granularity IN ('hour', 'day', 'week', 'month')),
            bucket_ms      BIGINT NOT NULL,
            requests       BIGINT NOT NULL,
            impressions    BIGINT NOT NULL,
            clicks         BIGINT NOT NULL,
            revenue_micros BIGINT NOT NULL,
            PRIMARY KEY (publisher_id, granularity, bucket_ms)
        ){dialect.ClusteredByKey}
        """,
        $"""
        CREATE TABLE analytics_rollup_state (
            publisher_id   {dialect.OrdinalText} NOT NULL,
            granularity    {dialect.OrdinalText} NOT NULL CHECK (granularity IN ('hour', 'day', 'week', 'month')),
            bucket_ms      BIGINT NOT NULL,
            source_version BIGINT NOT NULL,
            rolled_version BIGINT NOT NULL,
            PRIMARY KEY (publisher_id, granularity, bucket_ms)
        ){dialect.ClusteredByKey}
        """,
        """
        CREATE INDEX analytics_rollup_stale ON analytics_rollup_state (granularity, publisher_id, bucket_ms)
        WHERE source_version <> rolled_version
        """,
    ]);
}
