using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Benchmarks.Durable;

/// <summary>Fills a task hub with instances that have ended, as copies of one that really ran.</summary>
internal static class FinishedInstances
{
    /// <summary>Adds copies of the hub's last instance, with its history, under ids of their own and a millisecond apart in the past.</summary>
    /// <param name="file">The file of a hub that nobody has open.</param>
    /// <param name="count">How many.</param>
    public static void Add(string file, int count)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -800000; PRAGMA temp_store = MEMORY");
        Run(
            connection,
            $"""
            BEGIN;
            CREATE TEMP TABLE series AS
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) SELECT n FROM numbers;
            CREATE TEMP TABLE model AS SELECT * FROM instances WHERE status = 'Completed' ORDER BY instance_key DESC LIMIT 1;
            CREATE TEMP TABLE model_history AS
                SELECT * FROM history WHERE event_id BETWEEN (SELECT instance_key << 24 FROM model) AND (SELECT (instance_key << 24) + 0xFFFFFF FROM model);
            CREATE TEMP TABLE first AS SELECT reserved_until AS key FROM sequences WHERE name = 'instance_key';
            INSERT INTO instances
                (instance_key, instance_id, execution_id, name, version, status, created_at, updated_at, completed_at, start_at, open_activities, tags, trace_parent,
                 custom_status, failure, input, output)
            SELECT first.key + n, lower(hex(randomblob(16))), lower(hex(randomblob(16))), name, version, status,
                created_at - ({count} - n + 1) * 10000, updated_at - ({count} - n + 1) * 10000, completed_at - ({count} - n + 1) * 10000,
                start_at, open_activities, tags, trace_parent, custom_status, failure, input, output
            FROM series, first, model ORDER BY n;
            INSERT INTO history (event_id, turn, at, type, task_id, name, payload, detail)
            SELECT ((first.key + n) << 24) + (event_id & 0xFFFFFF), turn, at, type, task_id, name, payload, detail
            FROM series CROSS JOIN first CROSS JOIN model_history ORDER BY n, event_id;
            UPDATE sequences SET reserved_until = reserved_until + {count} + 1 WHERE name = 'instance_key';
            COMMIT;
            """);
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
