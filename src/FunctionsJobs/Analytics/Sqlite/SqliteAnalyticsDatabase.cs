using System.Collections.Concurrent;
using FunctionsJobs.Analytics.Sql;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Analytics.Sqlite;

/// <summary>
/// A SQLite file in WAL mode: one connection writes, and commits what waits together; others read beside it. A commit is synced to disk.
/// </summary>
public sealed class SqliteAnalyticsDatabase : IAnalyticsDatabase, IAsyncDisposable
{
    private const int WriterCacheKib = 64 * 1024;
    private const int ReaderCacheKib = 8 * 1024;

    // More are opened when needed and closed again.
    private const int MaxIdleReaders = 8;

    private readonly string _connectionString;
    private readonly ConcurrentBag<AnalyticsSession> _idleReaders = [];
    private readonly SqliteAnalyticsWriter _writer;
    private bool _disposed;

    /// <summary>Prepares to use a file; nothing is opened yet.</summary>
    /// <param name="file">The database file; it and its folder are created when missing.</param>
    /// <param name="busyTimeout">How long a write waits for another process.</param>
    public SqliteAnalyticsDatabase(string file, TimeSpan busyTimeout)
    {
        File = Path.GetFullPath(file);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = File,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
        }.ToString();

        // What a savepoint may have to undo is kept in memory, and not in a file.
        _writer = new SqliteAnalyticsWriter(
            () => Open(WriterCacheKib, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA temp_store = MEMORY"));
    }

    /// <summary>Full path of the database file.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public AnalyticsDialect Dialect { get; } = new SqliteAnalyticsDialect();

    /// <inheritdoc/>
    public Task MigrateAsync(Func<AnalyticsSession, Task> work, CancellationToken cancellation)
    {
        CreateFolder(Path.GetDirectoryName(File)!);
        return _writer.WriteAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(string publisherId, Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation) =>
        _writer.WriteAsync(work, cancellation);

    /// <inheritdoc/>
    public Task<IngestResult> InsertEventsAsync(ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation) =>
        _writer.WriteAsync(session => Task.FromResult(_writer.EventsOf(session).Insert(batch.Span, cancellation)), cancellation);

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellation.ThrowIfCancellationRequested();
        if (!_idleReaders.TryTake(out var session))
        {
            session = await SqliteInterruption.TranslateAsync(() => Task.FromResult(Open(ReaderCacheKib, "PRAGMA query_only = ON")), cancellation);
        }

        try
        {
            return await SqliteInterruption.GuardAsync(
                session,
                async () =>
                {
                    await using var snapshot = ((SqliteConnection)session.Connection).BeginTransaction(deferred: true);
                    session.Transaction = snapshot;
                    return await work(session);
                },
                cancellation);
        }
        finally
        {
            if (_disposed || _idleReaders.Count >= MaxIdleReaders)
            {
                await session.DisposeAsync();
            }
            else
            {
                _idleReaders.Add(session);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _writer.DisposeAsync();
        while (_idleReaders.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }
    }

    // A folder that is made here is the owner's alone: it holds every publisher's figures.
    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private AnalyticsSession Open(int cacheKib, params string[] settings)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            foreach (var setting in (string[])[$"PRAGMA cache_size = -{cacheKib}", .. settings])
            {
                using var command = connection.CreateCommand();
                command.CommandText = setting;
                command.ExecuteNonQuery();
            }

            return new AnalyticsSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
