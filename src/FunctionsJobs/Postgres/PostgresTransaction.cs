using Npgsql;

namespace FunctionsJobs.Postgres;

/// <summary>A transaction on a connection of its own, while work runs in it.</summary>
internal sealed class PostgresTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    /// <summary>The connection.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>The transaction.</summary>
    public NpgsqlTransaction Transaction => transaction;

    /// <summary>Whether its changes are to be undone although the work succeeded.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Runs a statement without parameters or result.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// Waits for the lock of a name within the schema that the store's tables are in, and holds it until the transaction ends.
    /// </summary>
    public async Task LockAsync(string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || $1, 0))", connection, transaction)
        {
            Parameters = { new() { Value = name } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
