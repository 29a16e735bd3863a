namespace FunctionsJobs.Analytics.Migrations;

/// <summary>How far back each publisher's raw events are kept.</summary>
internal static class Migration0004EventHorizons
{
    /// <summary>
    /// Before <c>events_from_ms</c>, which is the start of a UTC day and only ever grows, a publisher has roll-ups and no events: its hours there are never
    /// computed again.
    /// </summary>
    public static readonly AnalyticsMigration Migration = new(4, dialect =>
    [
        $"""
        CREATE TABLE analytics_event_horizon (
            publisher_id   {dialect.OrdinalText} NOT NULL PRIMARY KEY,
            events_from_ms BIGINT NOT NULL
        ){dialect.ClusteredByKey}
        """,
    ]);
}
