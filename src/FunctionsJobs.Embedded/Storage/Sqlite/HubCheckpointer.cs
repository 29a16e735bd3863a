namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log into the file beside the writer, which would otherwise stand still for it. Under load that never quite
/// catches up, and the log could not begin anew; so when it has grown to <see cref="FinishAt"/> times the size, the writer copies the rest.
/// </summary>
/// <param name="file">Where.</param>
/// <param name="pages">Pages of log that begin a checkpoint.</param>
/// <param name="fault">Told when a checkpoint fails, on another thread than the writer's.</param>
internal sealed class HubCheckpointer(SqliteTaskHubFile file, int pages, Action<TaskHubStoreException> fault) : IDisposable
{
    private const int FinishAt = 4;

    private SqliteDatabase? _database;
    private Task _running = Task.CompletedTask;
    private int _written;
    private volatile bool _writerFinishes;

    /// <summary>Called by the writer after each commit.</summary>
    public void AfterCommit(SqliteDatabase writer)
    {
        _written += writer.TakeWrittenPages();
        if (_writerFinishes)
        {
            _writerFinishes = false;
            writer.Checkpoint();
        }

        if (_written >= pages && _running.IsCompleted)
        {
            _written = 0;
            _running = Task.Run(Checkpoint);
        }
    }

    /// <summary>Waits for a checkpoint under way. What is not copied by then is copied when the last connection closes.</summary>
    public void Dispose()
    {
        _running.Wait();
        _database?.Dispose();
    }

    private void Checkpoint()
    {
        try
        {
            _database ??= file.OpenForCheckpoints();
            var (logged, copied) = _database.Checkpoint();
            _writerFinishes = copied < logged && logged >= pages * FinishAt;
        }
        catch (TaskHubStoreException exception)
        {
            fault(exception);
        }
    }
}
