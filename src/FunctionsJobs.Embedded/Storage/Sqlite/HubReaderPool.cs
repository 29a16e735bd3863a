using System.Collections.Concurrent;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Lends read connections. A read is short and runs on the caller's thread, so there are never more than threads that read.</summary>
internal sealed class HubReaderPool(SqliteTaskHubFile file) : IAsyncDisposable
{
    private static readonly int MostIdle = Environment.ProcessorCount * 2 + 2;

    private readonly ConcurrentBag<HubReader> _idle = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Readers lent out, plus one until the pool is closed.
    private int _users = 1;
    private int _closed;

    /// <summary>Runs one read.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public TResult Read<TArgument, TResult>(TArgument argument, Func<HubReader, TArgument, TResult> read)
    {
        Enter();
        try
        {
            if (!_idle.TryTake(out var reader))
            {
                reader = new HubReader(file.OpenForReading());
            }

            try
            {
                var result = read(reader, argument);
                GiveBack(reader);
                return result;
            }
            catch
            {
                // The next read begins on a connection that has seen no trouble.
                reader.Dispose();
                throw;
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Waits for the reads under way, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            Leave();
        }

        await _drained.Task;
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private void GiveBack(HubReader reader)
    {
        if (_idle.Count < MostIdle)
        {
            _idle.Add(reader);
        }
        else
        {
            reader.Dispose();
        }
    }

    private void Enter()
    {
        Interlocked.Increment(ref _users);
        if (Volatile.Read(ref _closed) == 1)
        {
            Leave();
            throw new ObjectDisposedException(nameof(SqliteTaskHubStore));
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _drained.TrySetResult();
        }
    }
}
