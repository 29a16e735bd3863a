using FunctionsJobs.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FunctionsJobs.Upkeep;

/// <summary>
/// Upkeep of one store's tables on a PostgreSQL server: VACUUM (ANALYZE) of those with many changed rows. The server's own autovacuum does the same in its own
/// time; this does it at a quiet hour.
/// </summary>
public sealed class PostgresUpkeep : IDatabaseUpkeep, IAsyncDisposable
{
    /// <summary>Tables of the search path's schemas that have changed since they were last vacuumed and analysed, the most changed first.</summary>
    private const string Changed = """
        SELECT format('%I.%I', schemaname, relname)
        FROM pg_stat_user_tables
        WHERE schemaname = ANY (current_schemas(false)) AND (n_dead_tup > 0 OR n_mod_since_analyze > 0)
        ORDER BY n_dead_tup + n_mod_since_analyze DESC, relname
        """;

    private const string Size = """
        SELECT COALESCE(sum(pg_total_relation_size(relid)), 0)::bigint FROM pg_stat_user_tables WHERE schemaname = ANY (current_schemas(false))
        """;

    private readonly PostgresDatabase _database;

    /// <summary>Prepares; nothing is opened yet.</summary>
    /// <param name="name">Which database.</param>
    /// <param name="connectionString">In the driver's form.</param>
    /// <param name="options">Limits and the kind of authentication.</param>
    /// <param name="time">Measures limits and pauses.</param>
    /// <param name="logger">Is told of repeats.</param>
    public PostgresUpkeep(string name, string connectionString, PostgresOptions options, TimeProvider time, ILogger<PostgresUpkeep> logger) =>
        (Name, _database) = (name, new PostgresDatabase(new PostgresSettings($"{name} upkeep", connectionString, options), time, logger));

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task<UpkeepReport> OptimizeAsync(int rewriteAtFreePercent, CancellationToken cancellation) => _database.OutsideTransactionAsync(
        async connection =>
        {
            await ExecuteAsync(connection, "SET statement_timeout = 0", cancellation);
            var before = await SizeAsync(connection, cancellation);
            foreach (var table in await ListChangedAsync(connection, cancellation))
            {
                // SKIP_LOCKED: a table that somebody else is at is left to the next time.
                await ExecuteAsync(connection, $"VACUUM (ANALYZE, SKIP_LOCKED) {table}", cancellation);
            }

            return new UpkeepReport(before, await SizeAsync(connection, cancellation), Rewritten: false);
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task<List<string>> ListChangedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Changed, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async Task<long> SizeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Size, connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
