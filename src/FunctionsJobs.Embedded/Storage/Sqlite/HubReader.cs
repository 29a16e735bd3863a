namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>A read connection with its prepared statements. Used by one thread at a time; after a failure it is not used again.</summary>
internal sealed class HubReader(SqliteDatabase database) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _prepared = new(StringComparer.Ordinal);
    private readonly SqliteStatement _payload = database.Prepare("SELECT encoding, size, body FROM payloads WHERE payload_id = ?1");

    /// <summary>The texts of the statements prepared until now.</summary>
    public IReadOnlyCollection<string> PreparedTexts => _prepared.Keys;

    /// <summary>The statement for <paramref name="sql"/>, prepared once per connection: pass few different texts.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            _prepared.Add(sql, statement = database.Prepare(sql));
        }

        return statement;
    }

    /// <summary>Runs a read that may go over many rows, and interrupts it when it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public T ReadCancellable<T>(Func<T> read, CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(static state => ((SqliteDatabase)state!).Interrupt(), database);
        try
        {
            return read();
        }
        catch (SqliteStoreException exception) when (exception.ResultCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The query was cancelled.", exception, cancellation);
        }
    }

    /// <summary>Runs several statements on one snapshot.</summary>
    public T ReadSnapshot<T>(Func<T> read)
    {
        database.Execute("BEGIN", "beginning to read");
        var result = read();
        database.Execute("COMMIT", "ending to read");
        return result;
    }

    /// <summary>Reads a column of type ANY: text, or a reference to <c>payloads</c>.</summary>
    public string? ReadPayload(SqliteStatement row, int column)
    {
        if (!row.IsInteger(column))
        {
            return row.GetTextOrNull(column);
        }

        _payload.Bind(1, row.GetInt64(column));
        try
        {
            return _payload.Step("reading a payload")
                ? PayloadCodec.Unpack(_payload.GetText(0), _payload.GetInt32(1), _payload.GetBytes(2))
                : throw new TaskHubStoreException($"Task hub '{database.Path}': a stored payload is missing. Restore a backup.");
        }
        finally
        {
            _payload.Reset();
        }
    }

    public void Dispose() => database.Dispose();
}
