namespace FunctionsJobs.Analytics.Sql;

/// <summary>Reads events by pages, in the order of their key, from where the page before ended: no page costs more than another, however far into the range it is.</summary>
internal sealed class EventPageSql(AnalyticsDialect dialect)
{
    /// <summary>The statement for a query. There are as many as there are combinations of filters.</summary>
    public string Of(EventQuery query) => $"""
        SELECT event_id, at_ms, event_type, ad_unit, country, device, revenue_micros
        FROM analytics_event
        WHERE publisher_id = @publisher AND (hour, event_id) > (@hour, @after) AND hour < @to
          AND at_ms >= @fromMs AND at_ms < @toMs{Filter("event_type", "@types", query.Types)}{Filter("country", "@countries", query.Countries)}{Filter("device", "@devices", query.Devices)}{Filter("ad_unit", "@adUnits", query.AdUnits)}
        ORDER BY publisher_id, hour, event_id LIMIT @limit
        """;

    /// <summary>Its parameters.</summary>
    public static (string Name, object Value)[] Parameters(string publisherId, EventQuery query, EventPosition? after, int limit)
    {
        var (fromMs, toMs) = (query.Range.From.ToUnixTimeMilliseconds(), CeilingMs(query.Range.To));
        var parameters = new List<(string Name, object Value)>
        {
            ("@publisher", publisherId),
            // No id is an empty text, so the first page begins with the hour's first event.
            ("@hour", (after?.AtMilliseconds ?? fromMs) / EventSql.HourMilliseconds),
            ("@after", after?.Id ?? ""),
            ("@to", (toMs + EventSql.HourMilliseconds - 1) / EventSql.HourMilliseconds),
            ("@fromMs", fromMs),
            ("@toMs", toMs),
            ("@limit", limit),
        };
        Add(parameters, "@types", query.Types?.Select(AnalyticsNames.Of));
        Add(parameters, "@countries", query.Countries);
        Add(parameters, "@devices", query.Devices?.Select(AnalyticsNames.Of));
        Add(parameters, "@adUnits", query.AdUnits);
        return [.. parameters];
    }

    private static long CeilingMs(DateTimeOffset instant) =>
        instant.ToUnixTimeMilliseconds() + (instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    private string Filter<T>(string column, string parameter, IReadOnlyList<T>? values) =>
        values is { Count: > 0 } ? $" AND {dialect.IsOneOf(column, parameter)}" : "";

    private static void Add(List<(string Name, object Value)> parameters, string name, IEnumerable<string>? values)
    {
        if (values?.ToArray() is { Length: > 0 } texts)
        {
            parameters.Add((name, JsonTexts.Write(texts)));
        }
    }
}
