using FunctionsJobs.Analytics;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Benchmarks.Analytics;

/// <summary>The same work with nothing around it: prepared statements on one connection.</summary>
internal static class BareSqlite
{
    /// <summary>Inserts all events into a table of the store's shape, in one transaction per <paramref name="batchSize"/>.</summary>
    public static double InsertsPerSecond(string file, IReadOnlyList<AnalyticsEvent> events, int batchSize)
    {
        using var connection = Open(file);
        Run(
            connection,
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            CREATE TABLE event (publisher_id TEXT NOT NULL, hour INTEGER NOT NULL, event_id TEXT NOT NULL, at_ms INTEGER NOT NULL, event_type TEXT NOT NULL,
                ad_unit TEXT, country TEXT, device TEXT, revenue_micros INTEGER NOT NULL, PRIMARY KEY (publisher_id, hour, event_id)) WITHOUT ROWID;
            CREATE UNIQUE INDEX event_identity ON event (publisher_id, event_id);
            """);
        var started = TimeProvider.System.GetTimestamp();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO event VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        var parameters = Enumerable.Range(1, 9).Select(i => insert.Parameters.Add($"${i}", i is 2 or 4 or 9 ? SqliteType.Integer : SqliteType.Text)).ToArray();
        foreach (var batch in events.Chunk(batchSize))
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var e in batch)
            {
                parameters[0].Value = e.PublisherId;
                parameters[1].Value = e.AtMilliseconds / 3_600_000;
                parameters[2].Value = e.Id;
                parameters[3].Value = e.AtMilliseconds;
                parameters[4].Value = AnalyticsNames.Of(e.Type);
                parameters[5].Value = (object?)e.AdUnit ?? DBNull.Value;
                parameters[6].Value = (object?)e.Country ?? DBNull.Value;
                parameters[7].Value = e.Device is { } device ? AnalyticsNames.Of(device) : DBNull.Value;
                parameters[8].Value = e.RevenueMicros;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return events.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Groups a store's events by publisher and hour and writes the groups into a table.</summary>
    public static double GroupedRowsPerSecond(string file, int rows)
    {
        using var connection = Open(file);
        Run(connection, "CREATE TABLE bare_rollup (publisher_id TEXT, hour INTEGER, requests INTEGER, impressions INTEGER, clicks INTEGER, revenue INTEGER)");
        var started = TimeProvider.System.GetTimestamp();
        Run(
            connection,
            """
            INSERT INTO bare_rollup
            SELECT publisher_id, hour, COUNT(*) FILTER (WHERE event_type = 'request'), COUNT(*) FILTER (WHERE event_type = 'impression'),
                COUNT(*) FILTER (WHERE event_type = 'click'), SUM(revenue_micros)
            FROM analytics_event GROUP BY publisher_id, hour
            """);
        var perSecond = rows / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Run(connection, "DROP TABLE bare_rollup");
        return perSecond;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
