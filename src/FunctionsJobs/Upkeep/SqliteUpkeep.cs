using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FunctionsJobs.Upkeep;

/// <summary>Upkeep of a SQLite file, on a connection of its own.</summary>
/// <param name="name">Which database.</param>
/// <param name="file">The file, which exists.</param>
/// <param name="busyTimeout">How long a step waits for others that write, in whole seconds.</param>
public sealed class SqliteUpkeep(string name, string file, TimeSpan busyTimeout) : IDatabaseUpkeep
{
    /// <summary>Rows per index that statistics look at: bounded, whatever the table holds.</summary>
    private const int AnalysisLimit = 1000;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<UpkeepReport> OptimizeAsync(int rewriteAtFreePercent, CancellationToken cancellation)
    {
        var options = new SqliteConnectionStringBuilder
        {
            DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
        };
        await using var connection = new SqliteConnection(options.ToString());
        await connection.OpenAsync(cancellation);
        var before = await SizeAsync(connection);
        await using var interrupt = cancellation.Register(() => raw.sqlite3_interrupt(connection.Handle));
        try
        {
            // 0x10002: all tables, whether or not this connection has queried them.
            await ExecuteAsync(connection, $"PRAGMA analysis_limit = {AnalysisLimit}; PRAGMA optimize = 0x10002;");
            var rewritten = before.Bytes > 0 && 100.0 * before.FreeBytes / before.Bytes >= rewriteAtFreePercent && rewriteAtFreePercent < 100;
            if (rewritten)
            {
                await ExecuteAsync(connection, "VACUUM;");
                await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE);");
            }

            return new UpkeepReport(before.Bytes, (await SizeAsync(connection)).Bytes, rewritten);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The upkeep was cancelled.", e, cancellation);
        }
    }

    private static async Task<(long Bytes, long FreeBytes)> SizeAsync(SqliteConnection connection)
    {
        var pageSize = await ReadAsync(connection, "PRAGMA page_size;");
        return (pageSize * await ReadAsync(connection, "PRAGMA page_count;"), pageSize * await ReadAsync(connection, "PRAGMA freelist_count;"));
    }

    private static async Task<long> ReadAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
