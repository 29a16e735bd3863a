namespace FunctionsJobs.Analytics.Migrations;

/// <summary>Metrics per period, and which events they hold.</summary>
internal static class Migration0003Metrics
{
    /// <summary>
    /// One row per publisher, type, level and period, with the counts that the type's ratios are derived from. <c>source_version</c> of an hour is the version of its events
    /// (<c>analytics_rollup_state</c>) that the row was computed from: the row is out of date while the two differ. Rows of longer periods are written in the transaction of their
    /// hours, so that they need no mark of their own.
    /// </summary>
    public static readonly AnalyticsMigration Migration = new(3, dialect =>
    [
        $"""
        CREATE TABLE analytics_metric (
            publisher_id     {dialect.OrdinalText} NOT NULL,
            metric_type      {dialect.OrdinalText} NOT NULL CHECK (metric_type IN ('performance', 'revenue', 'quality')),
            granularity      {dialect.OrdinalText} NOT NULL CHECK (granularity IN ('hour', 'day', 'week', 'month')),
            bucket_ms        BIGINT NOT NULL,
            source_version   BIGINT NOT NULL,
            requests         BIGINT NOT NULL,
            impressions      BIGINT NOT NULL,
            clicks           BIGINT NOT NULL,
            revenue_micros   BIGINT NOT NULL,
            complete_events  BIGINT NOT NULL,
            paid_impressions BIGINT NOT NULL,
            PRIMARY KEY (publisher_id, metric_type, granularity, bucket_ms)
        ){dialect.ClusteredByKey}
        """,
    ]);
}
