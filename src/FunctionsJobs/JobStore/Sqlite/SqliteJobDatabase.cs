using System.Threading.Channels;
using FunctionsJobs.JobStore.Sql;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.JobStore.Sqlite;

/// <summary>
/// The job store's tables in one SQLite file: one writer that commits everything that waits in one transaction, and readers that never
/// wait for it (WAL).
/// </summary>
/// <remarks>
/// SQLite allows one writer at a time and, with <c>synchronous=FULL</c>, waits for the disk at every commit. So writes queue up; the writer
/// takes all that wait, runs each within its own savepoint, commits once, and only then completes their tasks.
/// </remarks>
public sealed class SqliteJobDatabase : IJobDatabase, IAsyncDisposable
{
    /// <summary>Most writes in one transaction, so that the first of them does not wait for too many.</summary>
    private const int MaxBatch = 256;

    private readonly Channel<SqliteWrite> _writes = Channel.CreateUnbounded<SqliteWrite>(new() { SingleReader = true });
    private readonly string _connectionString;
    private readonly SqliteReaders _readers;
    private readonly Lock _starting = new();
    private Task? _writer;

    /// <summary>Uses a file, which is created when it does not exist, with its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="busyTimeout">How long a write waits for another process that writes, in whole seconds.</param>
    public SqliteJobDatabase(string path, TimeSpan busyTimeout)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = (int)busyTimeout.TotalSeconds,
            Pooling = false,
        }.ToString();
        _readers = new SqliteReaders(_connectionString);
    }

    /// <inheritdoc/>
    public JobStoreDialect Dialect { get; } = new SqliteJobStoreDialect();

    /// <inheritdoc/>
    public async Task<T> WriteAsync<T>(Func<JobStoreSession, Task<T>> work, CancellationToken cancellation)
    {
        EnsureWriter();
        var write = new SqliteWrite<T>(work, cancellation);
        await _writes.Writer.WriteAsync(write, cancellation);
        return await write.Completion;
    }

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<JobStoreSession, Task<T>> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var connection = _readers.Take();
        try
        {
            connection.Execute("BEGIN");
            var result = await work(new JobStoreSession(connection, null, cancellation));
            connection.Execute("COMMIT");
            _readers.GiveBack(connection);
            return result;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task MigrateAsync(Func<JobStoreSession, Task> work, CancellationToken cancellation)
    {
        await using var connection = OpenForWriting();
        connection.Execute("BEGIN IMMEDIATE");
        await work(new JobStoreSession(connection, null, cancellation));
        connection.Execute("COMMIT");
    }

    /// <summary>Ends the writer after what was handed to it.</summary>
    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        if (_writer is not null)
        {
            await _writer;
        }

        _readers.Dispose();
    }

    private void EnsureWriter()
    {
        lock (_starting)
        {
            _writer ??= Task.Factory.StartNew(WriteAllAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<SqliteWrite>(MaxBatch);
        PreparedConnection? connection = null;
        try
        {
            while (await _writes.Reader.WaitToReadAsync())
            {
                while (batch.Count < MaxBatch && _writes.Reader.TryRead(out var write))
                {
                    batch.Add(write);
                }

                try
                {
                    connection ??= OpenForWriting();
                    await CommitAsync(connection, batch);
                    batch.ForEach(write => write.Complete());
                }
                catch (Exception e)
                {
                    batch.ForEach(write => write.Fail(e));
                    await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
                    connection = null;
                }

                batch.Clear();
            }
        }
        finally
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private static async Task CommitAsync(PreparedConnection connection, List<SqliteWrite> batch)
    {
        connection.Execute("BEGIN IMMEDIATE");
        foreach (var write in batch)
        {
            connection.Execute("SAVEPOINT work");
            if (!await write.RunAsync(new JobStoreSession(connection, null, CancellationToken.None)))
            {
                connection.Execute("ROLLBACK TO work");
            }

            connection.Execute("RELEASE work");
        }

        connection.Execute("COMMIT");
    }

    private PreparedConnection OpenForWriting()
    {
        var connection = new PreparedConnection(_connectionString);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA foreign_keys = ON");

            // What a savepoint may have to undo is kept in memory, and not in a file.
            connection.Execute("PRAGMA temp_store = MEMORY");

            // 16 MiB each: the ends of the indexes stay at hand, and pages that change with every job go from the log into the file less often.
            connection.Execute("PRAGMA cache_size = -16384");
            connection.Execute("PRAGMA wal_autocheckpoint = 4096");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
