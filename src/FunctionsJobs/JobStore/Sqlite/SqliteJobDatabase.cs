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

    private const string Savepoint = "work";

    private readonly Channel<SqliteWrite> _writes = Channel.CreateUnbounded<SqliteWrite>(new() { SingleReader = true });
    private readonly string _connectionString;
    private readonly Lock _starting = new();
    private Task? _writer;

    /// <summary>Uses a file, which is created when it does not exist, with its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="busyTimeout">How long a write waits for another process that writes, in whole seconds.</param>
    public SqliteJobDatabase(string path, TimeSpan busyTimeout)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = (int)busyTimeout.TotalSeconds }.ToString();
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
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = connection.BeginTransaction(deferred: true);
        return await work(new JobStoreSession(connection, transaction, cancellation));
    }

    /// <inheritdoc/>
    public async Task MigrateAsync(Func<JobStoreSession, Task> work, CancellationToken cancellation)
    {
        await using var connection = await OpenForWritingAsync(cancellation);
        await using var transaction = connection.BeginTransaction(deferred: false);
        await work(new JobStoreSession(connection, transaction, cancellation));
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Ends the writer after what was handed to it.</summary>
    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        if (_writer is not null)
        {
            await _writer;
        }

        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
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
        SqliteConnection? connection = null;
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
                    connection ??= await OpenForWritingAsync(CancellationToken.None);
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

    private static async Task CommitAsync(SqliteConnection connection, List<SqliteWrite> batch)
    {
        await using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var write in batch)
        {
            await transaction.SaveAsync(Savepoint);
            if (!await write.RunAsync(new JobStoreSession(connection, transaction, CancellationToken.None)))
            {
                await transaction.RollbackAsync(Savepoint);
            }

            await transaction.ReleaseAsync(Savepoint);
        }

        await transaction.CommitAsync();
    }

    private async Task<SqliteConnection> OpenForWritingAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
