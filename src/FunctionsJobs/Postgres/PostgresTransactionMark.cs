using Npgsql;

namespace FunctionsJobs.Postgres;

/// <summary>Finds a transaction again after its connection was lost, to learn whether it was committed.</summary>
/// <param name="Id">The server's number of the transaction.</param>
/// <param name="Timeline">
/// The history the number belongs to. A standby that takes over begins a new one, and may give a number again that the old server gave
/// to a transaction that never reached it.
/// </param>
internal readonly record struct PostgresTransactionMark(string Id, string Timeline)
{
    // The first eight digits of a log file's name are the timeline.
    private const string CurrentTimeline = "substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)";

    /// <summary>The mark of the transaction that is open on a connection; assigns its number.</summary>
    public static async Task<PostgresTransactionMark> ReadAsync(PostgresTransaction transaction)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT pg_current_xact_id()::text, {CurrentTimeline}", transaction.Connection, transaction.Transaction);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        return new(reader.GetString(0), reader.GetString(1));
    }

    /// <summary>What became of the transaction: <c>committed</c>, <c>aborted</c>, <c>in progress</c>, or null where this server cannot know.</summary>
    public async Task<string?> ReadOutcomeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT CASE WHEN {CurrentTimeline} = $1 THEN pg_xact_status($2::xid8) END", connection)
        {
            Parameters = { new() { Value = Timeline }, new() { Value = Id } },
        };
        return await command.ExecuteScalarAsync(cancellation) as string;
    }
}
