using System.Collections.Concurrent;

namespace FunctionsJobs.JobStore.Sqlite;

/// <summary>Connections for reading, kept open with their statements prepared.</summary>
internal sealed class SqliteReaders(string connectionString) : IDisposable
{
    /// <summary>Most connections that are kept while nobody reads.</summary>
    private const int MaxIdle = 16;

    private readonly ConcurrentBag<PreparedConnection> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>An open connection: give it back, or dispose it after a fault.</summary>
    public PreparedConnection Take()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_idle.TryTake(out var connection))
        {
            return connection;
        }

        connection = new PreparedConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Keeps a connection for the next reader.</summary>
    public void GiveBack(PreparedConnection connection)
    {
        if (_idle.Count >= MaxIdle)
        {
            connection.Dispose();
            return;
        }

        _idle.Add(connection);
        if (_isDisposed)
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}
