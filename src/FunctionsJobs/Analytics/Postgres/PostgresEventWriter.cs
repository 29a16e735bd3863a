using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace FunctionsJobs.Analytics.Postgres;

/// <summary>Inserts a batch of events in a transaction: by binary COPY into a table of the connection's own, and from there by one statement.</summary>
internal static class PostgresEventWriter
{
    public static async Task<IngestResult> InsertAsync(
        PostgresTransaction transaction, ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation)
    {
        await transaction.ExecuteAsync(PostgresEventSql.CreateIncoming, cancellation);
        var publishers = await CopyAsync(transaction.Connection, batch, cancellation);

        await using var lockPublishers = new NpgsqlCommand(PostgresEventSql.LockPublishers, transaction.Connection, transaction.Transaction)
        {
            Parameters = { new() { Value = publishers.Select(PostgresAnalyticsDatabase.PublisherLock).ToArray() } },
        };
        await lockPublishers.ExecuteNonQueryAsync(cancellation);

        await using var move = new NpgsqlCommand(PostgresEventSql.MoveIncoming, transaction.Connection, transaction.Transaction);
        var accepted = (int)(long)(await move.ExecuteScalarAsync(cancellation))!;
        return new IngestResult(accepted, batch.Length - accepted);
    }

    private static async Task<HashSet<string>> CopyAsync(
        NpgsqlConnection connection, ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation)
    {
        var publishers = new HashSet<string>(StringComparer.Ordinal);
        await using var copy = await connection.BeginBinaryImportAsync(PostgresEventSql.CopyIncoming, cancellation);
        for (var i = 0; i < batch.Length; i++)
        {
            var row = batch.Span[i];
            publishers.Add(row.PublisherId);
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(i, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(row.PublisherId, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync((int)(row.AtMilliseconds / EventSql.HourMilliseconds), NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(row.Id, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(row.AtMilliseconds, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(AnalyticsNames.Of(row.Type), NpgsqlDbType.Text, cancellation);
            await WriteTextAsync(copy, row.AdUnit, cancellation);
            await WriteTextAsync(copy, row.Country, cancellation);
            await WriteTextAsync(copy, row.Device is { } device ? AnalyticsNames.Of(device) : null, cancellation);
            await copy.WriteAsync(row.RevenueMicros, NpgsqlDbType.Bigint, cancellation);
        }

        await copy.CompleteAsync(cancellation);
        return publishers;
    }

    private static Task WriteTextAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellation) =>
        text is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellation);
}
