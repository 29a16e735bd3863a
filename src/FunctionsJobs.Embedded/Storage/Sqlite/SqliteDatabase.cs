using SQLitePCL;
using static SQLitePCL.raw;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>One connection of SQLite's C interface. Used by one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly List<SqliteStatement> _statements = [];

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    public string Path { get; }

    /// <summary>Rows that the last statement inserted, updated or deleted, without those of triggers.</summary>
    public int Changes => sqlite3_changes(_handle);

    public long LastInsertRowId => sqlite3_last_insert_rowid(_handle);

    public bool InTransaction => sqlite3_get_autocommit(_handle) == 0;

    public bool IsReadOnly => sqlite3_db_readonly(_handle, "main") == 1;

    /// <exception cref="SqliteStoreException">The file cannot be opened.</exception>
    public static SqliteDatabase Open(string path, TimeSpan busyTimeout)
    {
        var result = sqlite3_open_v2(path, out var handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(handle, path);
        if (result != SQLITE_OK)
        {
            var failure = database.Failure("opening the file", result);
            database.Dispose();
            throw failure;
        }

        _ = sqlite3_extended_result_codes(handle, 1);
        _ = sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds);
        return database;
    }

    /// <summary>Prepares one statement to be used many times; it is disposed with the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var result = sqlite3_prepare_v3(_handle, sql, SQLITE_PREPARE_PERSISTENT, out var handle);
        if (result != SQLITE_OK)
        {
            throw Failure("preparing a statement", result);
        }

        var statement = new SqliteStatement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs a script, discarding rows.</summary>
    public void Execute(string sql, string action)
    {
        var result = sqlite3_exec(_handle, sql);
        if (result != SQLITE_OK)
        {
            throw Failure(action, result);
        }
    }

    /// <summary>The first column of the first row as text, or <see langword="null"/>.</summary>
    public string? QueryText(string sql, string action)
    {
        var result = sqlite3_prepare_v2(_handle, sql, out var handle);
        if (result != SQLITE_OK)
        {
            throw Failure(action, result);
        }

        using (handle)
        {
            result = sqlite3_step(handle);
            return result switch
            {
                SQLITE_ROW => sqlite3_column_text(handle, 0).utf8_to_string(),
                SQLITE_DONE => null,
                _ => throw Failure(action, result),
            };
        }
    }

    public long QueryInt64(string sql, string action) =>
        long.Parse(QueryText(sql, action) ?? throw new TaskHubStoreException($"Task hub '{Path}': {action} gave no value."));

    /// <summary>Copies as much of the write-ahead log into the file as is possible without waiting for anybody.</summary>
    /// <returns>The pages in the log, and how many of them are copied.</returns>
    public (int Logged, int Copied) Checkpoint()
    {
        var result = sqlite3_wal_checkpoint_v2(_handle, "main", SQLITE_CHECKPOINT_PASSIVE, out var logged, out var copied);
        return result is SQLITE_OK || (result & 0xFF) is SQLITE_BUSY ? (logged, copied) : throw Failure("copying the log into the file", result);
    }

    /// <summary>How many pages this connection wrote to the log since the last call.</summary>
    public int TakeWrittenPages()
    {
        _ = sqlite3_db_status(_handle, SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Asks <paramref name="stop"/> every thousand virtual-machine steps whether to interrupt; <see langword="null"/> ends that.</summary>
    public void OnProgress(Func<bool>? stop) =>
        sqlite3_progress_handler(_handle, stop is null ? 0 : 1000, stop is null ? null : _ => stop() ? 1 : 0, null);

    /// <summary>Makes the statement that runs on another thread fail; without effect when none does.</summary>
    public void Interrupt() => sqlite3_interrupt(_handle);

    public SqliteStoreException Failure(string action, int result) =>
        SqliteFailure.Create(Path, action, result, sqlite3_errmsg(_handle).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _handle.Dispose();
    }
}
