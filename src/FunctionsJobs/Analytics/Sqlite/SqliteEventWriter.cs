using System.Text;
using FunctionsJobs.Analytics.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FunctionsJobs.Analytics.Sqlite;

/// <summary>
/// Inserts events on one connection through SQLite's own statement interface: ADO.NET's cost per row is a multiple of the insert's.
/// </summary>
internal sealed class SqliteEventWriter : IDisposable
{
    private const int RowsBetweenCancellationChecks = 256;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _mark;
    private readonly sqlite3_stmt _publisher;

    public SqliteEventWriter(SqliteConnection connection)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        _insert = Prepare(EventSql.Insert);
        _mark = Prepare(EventSql.MarkHour);
        _publisher = Prepare(EventSql.AddPublisher);
    }

    /// <summary>Inserts a batch in the connection's transaction.</summary>
    public IngestResult Insert(ReadOnlySpan<AnalyticsEvent> batch, CancellationToken cancellation)
    {
        var accepted = 0;
        var changedHours = new HashSet<(string PublisherId, long Hour)>();
        for (var i = 0; i < batch.Length; i++)
        {
            if (i % RowsBetweenCancellationChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            ref readonly var row = ref batch[i];
            var hour = row.AtMilliseconds / EventSql.HourMilliseconds;
            if (Insert(in row, hour))
            {
                accepted++;
                changedHours.Add((row.PublisherId, hour));
            }
        }

        Mark(changedHours);
        return new IngestResult(accepted, batch.Length - accepted);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _mark.Dispose();
        _publisher.Dispose();
    }

    private bool Insert(ref readonly AnalyticsEvent row, long hour)
    {
        BindText(_insert, 1, row.PublisherId);
        raw.sqlite3_bind_int64(_insert, 2, hour);
        BindText(_insert, 3, row.Id);
        raw.sqlite3_bind_int64(_insert, 4, row.AtMilliseconds);
        raw.sqlite3_bind_text(_insert, 5, AnalyticsNames.Utf8Of(row.Type));
        BindText(_insert, 6, row.AdUnit);
        BindText(_insert, 7, row.Country);
        BindText(_insert, 8, row.Device is { } device ? AnalyticsNames.Of(device) : null);
        raw.sqlite3_bind_int64(_insert, 9, row.RevenueMicros);
        Run(_insert);
        return raw.sqlite3_changes(_database) == 1;
    }

    private void Mark(HashSet<(string PublisherId, long Hour)> changedHours)
    {
        var publishers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (publisherId, hour) in changedHours)
        {
            BindText(_mark, 1, publisherId);
            raw.sqlite3_bind_int64(_mark, 2, hour * EventSql.HourMilliseconds);
            Run(_mark);
            if (publishers.Add(publisherId))
            {
                BindText(_publisher, 1, publisherId);
                Run(_publisher);
            }
        }
    }

    private static void BindText(sqlite3_stmt statement, int index, string? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(statement, index);
            return;
        }

        // Longest text of an event: an ad unit of 128 characters, at most 3 bytes each.
        Span<byte> utf8 = stackalloc byte[512];
        raw.sqlite3_bind_text(statement, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
    }

    private void Run(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (code != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }

    private sqlite3_stmt Prepare(string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out var statement), _database);
        return statement;
    }
}
