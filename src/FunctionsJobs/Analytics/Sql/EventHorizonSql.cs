namespace FunctionsJobs.Analytics.Sql;

/// <summary>Statements about how far back raw events are kept.</summary>
internal static class EventHorizonSql
{
    /// <summary>The horizon of one publisher.</summary>
    public const string Read = "SELECT publisher_id, events_from_ms FROM analytics_event_horizon WHERE publisher_id = @publisher";

    /// <summary>All horizons.</summary>
    public const string ReadAll = "SELECT publisher_id, events_from_ms FROM analytics_event_horizon";

    /// <summary>Moves a horizon forward, never back.</summary>
    public const string Move = """
        INSERT INTO analytics_event_horizon (publisher_id, events_from_ms) VALUES (@publisher, @from)
        ON CONFLICT (publisher_id) DO UPDATE SET events_from_ms = excluded.events_from_ms
        WHERE analytics_event_horizon.events_from_ms < excluded.events_from_ms
        """;

    /// <summary>Events from before an hour.</summary>
    public const string Count = "SELECT COUNT(*) FROM analytics_event WHERE publisher_id = @publisher AND hour < @to";

    /// <summary>Whether the events of a span, which ends at <paramref name="toMs"/>, are not kept any longer.</summary>
    public static async Task<bool> IsRemovedAsync(AnalyticsSession session, string publisherId, long toMs, CancellationToken cancellation) =>
        await session.ListAsync(Read, row => row.GetInt64(1), cancellation, ("@publisher", publisherId)) is [var horizon] && toMs <= horizon;
}
