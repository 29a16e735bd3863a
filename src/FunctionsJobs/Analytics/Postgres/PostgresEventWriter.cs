using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace FunctionsJobs.Analytics.Postgres;

/// <summary>
/// Inserts a batch of events in a transaction. As a rule all of them are new: then they are copied right into the table. Where one is there already, the copy is undone, and the batch goes
/// through a table of the connection's own, from where one statement takes what is new; that costs about twice as much.
/// </summary>
internal static class PostgresEventWriter
{
    private const string BeforeCopy = "before_copy";

    public static async Task<IngestResult> InsertAsync(
        PostgresTransaction transaction, ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation)
    {
        var rows = InOrder(batch);
        await LockPublishersAsync(transaction, rows, cancellation);
        await transaction.Transaction.SaveAsync(BeforeCopy, cancellation);
        try
        {
            await CopyAsync(transaction.Connection, PostgresEventSql.Copy, rows, hasOrdinal: false, cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await transaction.Transaction.RollbackAsync(BeforeCopy, cancellation);
            return await InsertNewAsync(transaction, rows, cancellation);
        }

        await MarkAsync(transaction, rows, cancellation);
        return new IngestResult(rows.Length, 0);
    }

    // In the order of their keys, so that batches which overlap wait for each other and never in a circle. The sort is stable: of several of one identity the first counts.
    private static AnalyticsEvent[] InOrder(ReadOnlyMemory<AnalyticsEvent> batch) =>
        [.. batch.ToArray().OrderBy(row => row.PublisherId, StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal)];

    private static async Task LockPublishersAsync(PostgresTransaction transaction, AnalyticsEvent[] rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PostgresEventSql.LockPublishers, transaction.Connection, transaction.Transaction)
        {
            Parameters = { new() { Value = rows.Select(row => row.PublisherId).Distinct(StringComparer.Ordinal).Select(PostgresAnalyticsDatabase.PublisherLock).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<IngestResult> InsertNewAsync(PostgresTransaction transaction, AnalyticsEvent[] rows, CancellationToken cancellation)
    {
        await transaction.ExecuteAsync(PostgresEventSql.CreateIncoming, cancellation);
        await CopyAsync(transaction.Connection, PostgresEventSql.CopyIncoming, rows, hasOrdinal: true, cancellation);
        await using var move = new NpgsqlCommand(PostgresEventSql.MoveIncoming, transaction.Connection, transaction.Transaction);
        var accepted = (int)(long)(await move.ExecuteScalarAsync(cancellation))!;
        return new IngestResult(accepted, rows.Length - accepted);
    }

    private static async Task MarkAsync(PostgresTransaction transaction, AnalyticsEvent[] rows, CancellationToken cancellation)
    {
        var hours = rows.Select(row => (row.PublisherId, Hour: HourOf(row))).Distinct().ToArray();
        await using var command = new NpgsqlCommand(PostgresEventSql.Mark, transaction.Connection, transaction.Transaction)
        {
            Parameters = { new() { Value = hours.Select(hour => hour.PublisherId).ToArray() }, new() { Value = hours.Select(hour => hour.Hour).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string sql, AnalyticsEvent[] rows, bool hasOrdinal, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(sql, cancellation);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            await copy.StartRowAsync(cancellation);
            if (hasOrdinal)
            {
                await copy.WriteAsync(i, NpgsqlDbType.Integer, cancellation);
            }

            await copy.WriteAsync(row.PublisherId, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(HourOf(row), NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(row.Id, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(row.AtMilliseconds, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(AnalyticsNames.Of(row.Type), NpgsqlDbType.Text, cancellation);
            await WriteTextAsync(copy, row.AdUnit, cancellation);
            await WriteTextAsync(copy, row.Country, cancellation);
            await WriteTextAsync(copy, row.Device is { } device ? AnalyticsNames.Of(device) : null, cancellation);
            await copy.WriteAsync(row.RevenueMicros, NpgsqlDbType.Bigint, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private static int HourOf(in AnalyticsEvent row) => (int)(row.AtMilliseconds / EventSql.HourMilliseconds);

    private static Task WriteTextAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellation) =>
        text is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellation);
}
