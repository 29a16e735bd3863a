namespace FunctionsJobs.Analytics.Migrations;

/// <summary>Raw events and their publishers.</summary>
internal static class Migration0001Events
{
    /// <summary>
    /// Events lie in the order publisher, hour, id: a roll-up reads one run of pages and groups without sorting.
    /// The second index is the idempotency of ids, per publisher, whatever time an event claims.
    /// </summary>
    public static readonly AnalyticsMigration Migration = new(1, dialect =>
    [
        $"""
        CREATE TABLE analytics_event (
            publisher_id   {dialect.OrdinalText} NOT NULL,
            hour           INTEGER NOT NULL,
            event_id       {dialect.OrdinalText} NOT NULL,
            at_ms          BIGINT NOT NULL,
            event_type     {dialect.OrdinalText} NOT NULL,
            ad_unit        {dialect.OrdinalText},
            country        {dialect.OrdinalText},
            device         {dialect.OrdinalText},
            revenue_micros BIGINT NOT NULL,
            PRIMARY KEY (publisher_id, hour, event_id)
        ){dialect.ClusteredByKey}
        """,
        "CREATE UNIQUE INDEX analytics_event_identity ON analytics_event (publisher_id, event_id)",
        $"CREATE TABLE analytics_publisher (publisher_id {dialect.OrdinalText} NOT NULL PRIMARY KEY){dialect.ClusteredByKey}",
    ]);
}
