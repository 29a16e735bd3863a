using System.Threading.Channels;
using FunctionsJobs.Analytics.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FunctionsJobs.Analytics.Sqlite;

/// <summary>
/// The one connection that writes. It takes all writes that wait, runs each within a savepoint of its own, commits once, and only then completes them: days that are rolled up side by side
/// share the wait for the disk.
/// </summary>
internal sealed class SqliteAnalyticsWriter(Func<AnalyticsSession> open) : IAsyncDisposable
{
    /// <summary>Most writes in one transaction, so that the first does not wait for too many: batches of events take long.</summary>
    private const int MaxBatch = 16;

    private readonly Channel<SqliteAnalyticsWrite> _writes = Channel.CreateUnbounded<SqliteAnalyticsWrite>(new() { SingleReader = true });
    private readonly Lock _starting = new();
    private Task? _running;
    private AnalyticsSession? _session;
    private SqliteEventWriter? _events;

    /// <summary>Runs work in a transaction and commits it.</summary>
    public async Task<T> WriteAsync<T>(Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        EnsureRunning();
        var write = new SqliteAnalyticsWrite<T>(work, cancellation);
        ObjectDisposedException.ThrowIf(!_writes.Writer.TryWrite(write), this);
        await using var waiting = cancellation.UnsafeRegister(static state => ((SqliteAnalyticsWrite<T>)state!).CancelWhileWaiting(), write);
        return await write.Completion;
    }

    /// <summary>The statements that insert events; for work that runs in the writer.</summary>
    public SqliteEventWriter EventsOf(AnalyticsSession session) => _events ??= new SqliteEventWriter((SqliteConnection)session.Connection);

    /// <summary>Ends after what was handed in.</summary>
    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        if (_running is not null)
        {
            await _running;
        }

        await CloseAsync();
    }

    private void EnsureRunning()
    {
        lock (_starting)
        {
            _running ??= Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<SqliteAnalyticsWrite>(MaxBatch);
        while (await _writes.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _writes.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            await CommitAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitAsync(IReadOnlyList<SqliteAnalyticsWrite> batch)
    {
        try
        {
            _session ??= open();
            if (await TryCommitAsync(_session, batch))
            {
                return;
            }

            // One of them ended the transaction for all, as an interrupted statement does: then each gets one of its own.
            foreach (var write in batch)
            {
                await TryCommitAsync(_session, [write]);
            }
        }
        catch (Exception e)
        {
            foreach (var write in batch)
            {
                write.Fail(e);
            }

            await CloseAsync();
        }
    }

    /// <returns>Whether the writes have ended, well or not; otherwise nothing of them is there, and they may be run again.</returns>
    private static async Task<bool> TryCommitAsync(AnalyticsSession session, IReadOnlyList<SqliteAnalyticsWrite> batch)
    {
        await using var transaction = ((SqliteConnection)session.Connection).BeginTransaction();
        session.Transaction = transaction;
        foreach (var write in batch)
        {
            await session.ExecuteAsync("SAVEPOINT work", CancellationToken.None);
            var isDone = await write.RunAsync(session);
            if (raw.sqlite3_get_autocommit(((SqliteConnection)session.Connection).Handle) != 0)
            {
                if (batch.Count > 1)
                {
                    return false;
                }

                write.Complete();
                return true;
            }

            if (!isDone)
            {
                await session.ExecuteAsync("ROLLBACK TO work", CancellationToken.None);
            }

            await session.ExecuteAsync("RELEASE work", CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
        foreach (var write in batch)
        {
            write.Complete();
        }

        return true;
    }

    private async Task CloseAsync()
    {
        _events?.Dispose();
        await (_session?.DisposeAsync() ?? ValueTask.CompletedTask);
        (_events, _session) = (null, null);
    }
}
