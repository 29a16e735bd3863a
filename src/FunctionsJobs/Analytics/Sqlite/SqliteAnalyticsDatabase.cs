using System.Collections.Concurrent;
using FunctionsJobs.Analytics.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FunctionsJobs.Analytics.Sqlite;

/// <summary>
/// A SQLite file in WAL mode: one connection writes, behind a gate that callers await; others read beside it. A commit is synced to disk.
/// </summary>
public sealed class SqliteAnalyticsDatabase : IAnalyticsDatabase, IAsyncDisposable
{
    private const int WriterCacheKib = 64 * 1024;
    private const int ReaderCacheKib = 8 * 1024;

    // More are opened when needed and closed again.
    private const int MaxIdleReaders = 8;

    private readonly string _connectionString;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentBag<AnalyticsSession> _idleReaders = [];
    private AnalyticsSession? _writer;
    private SqliteEventWriter? _events;
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
    }

    /// <summary>Full path of the database file.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public AnalyticsDialect Dialect { get; } = new SqliteAnalyticsDialect();

    /// <inheritdoc/>
    public Task MigrateAsync(Func<AnalyticsSession, Task> work, CancellationToken cancellation)
    {
        CreateFolder(Path.GetDirectoryName(File)!);
        return WriteAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(string publisherId, Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation) =>
        WriteAsync(work, cancellation);

    /// <inheritdoc/>
    public Task<IngestResult> InsertEventsAsync(ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation) => WriteAsync(
        session =>
        {
            _events ??= new SqliteEventWriter((SqliteConnection)session.Connection);
            return Task.FromResult(_events.Insert(batch.Span, cancellation));
        },
        cancellation);

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellation.ThrowIfCancellationRequested();
        if (!_idleReaders.TryTake(out var session))
        {
            session = await GuardedAsync(() => Task.FromResult(Open(ReaderCacheKib, "PRAGMA query_only = ON")), cancellation);
        }

        try
        {
            return await InterruptibleAsync(
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
        await _gate.WaitAsync();
        if (_disposed)
        {
            _gate.Release();
            return;
        }

        _disposed = true;
        while (_idleReaders.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }

        _events?.Dispose();
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        _gate.Release();
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

    private static async Task<T> InterruptibleAsync<T>(AnalyticsSession session, Func<Task<T>> work, CancellationToken cancellation)
    {
        var handle = ((SqliteConnection)session.Connection).Handle;
        await using var interruption = cancellation.UnsafeRegister(static state => raw.sqlite3_interrupt((sqlite3)state!), handle);
        return await GuardedAsync(work, cancellation);
    }

    private static async Task<T> GuardedAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("The statement was interrupted.", e, cancellation);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Translate(e);
        }
    }

    private Task<T> WriteAsync<T>(Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation) => GatedAsync(
        async session =>
        {
            await using var transaction = ((SqliteConnection)session.Connection).BeginTransaction();
            session.Transaction = transaction;
            var result = await work(session);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        },
        cancellation);

    private async Task<T> GatedAsync<T>(Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _writer ??= await GuardedAsync(() => Task.FromResult(Open(WriterCacheKib, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")), cancellation);
            return await InterruptibleAsync(_writer, () => work(_writer), cancellation);
        }
        finally
        {
            _gate.Release();
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
