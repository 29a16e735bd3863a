using System.Data.Common;
using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Analytics.Postgres;

/// <summary>PostgreSQL's way of saying it.</summary>
internal sealed class PostgresAnalyticsDialect : AnalyticsDialect
{
    /// <inheritdoc/>
    public override string OrdinalText => "TEXT COLLATE \"C\"";

    /// <summary>Tables are heaps: rows lie in the order of their arrival, which is nearly that of their time.</summary>
    public override string ClusteredByKey => "";

    /// <summary>A page is a small part of what its conditions fit, which the planner's estimate misses.</summary>
    public override string? GoByIndex => "SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off";

    /// <inheritdoc/>
    internal override EventPage.EventText ReadText(DbDataReader row, int column, EventPage page)
    {
        if (row.IsDBNull(column))
        {
            return EventPage.EventText.None;
        }

        // The database's encoding is UTF-8, as the driver's is.
        var text = page.Reserve((int)row.GetBytes(column, 0, null, 0, 0), out var target);
        row.GetBytes(column, 0, target.Array, target.Offset, target.Count);
        return text;
    }

    /// <inheritdoc/>
    public override string IsOneOf(string column, string parameter) =>
        $"{column} IN (SELECT jsonb_array_elements_text(CAST({parameter} AS jsonb)))";

    /// <inheritdoc/>
    public override string Members(string parameter) =>
        $"(SELECT key, CAST(value AS INTEGER) AS value FROM jsonb_each_text(CAST({parameter} AS jsonb)))";

    /// <inheritdoc/>
    public override string MonthOf(string column) =>
        $"(CAST(EXTRACT(EPOCH FROM date_trunc('month', to_timestamp({column} / 1000) AT TIME ZONE 'UTC')) AS BIGINT) * 1000)";
}
