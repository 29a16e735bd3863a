using System.Diagnostics.CodeAnalysis;
using FunctionsJobs.Embedded.Storage.Migrations;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// Owns the write connection on a thread of its own: takes all writes that wait, commits them as one transaction, and completes their
/// tasks. While a commit waits for the disk, the next group gathers.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The writer's thread disposes the checkpointer when it ends.")]
internal sealed class HubWriter
{
    private readonly SqliteTaskHubFile _file;
    private readonly TaskHubMigrator _migrator;
    private readonly SqliteTaskHubOptions _options;
    private readonly FinishedInstanceCache _cache;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Action<TaskHubStoreException> _onFault;

    // Guards the fields below; pulsed when the writer has a reason to look.
    private readonly object _gate = new();
    private Queue<HubWrite> _waiting = new();
    private bool _stopping;
    private TaskHubStoreException? _fault;

    // A failure before that is told by the opening.
    private volatile bool _isOpen;

    /// <param name="file">Where.</param>
    /// <param name="migrator">Brings the file to the schema of this version.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="cache">Hears of changes to finished instances.</param>
    /// <param name="logger">Hears of the first fault.</param>
    /// <param name="onFault">Called on any thread when writing has stopped for good, with the first cause; must not wait for anything.</param>
    public HubWriter(
        SqliteTaskHubFile file,
        TaskHubMigrator migrator,
        SqliteTaskHubOptions options,
        FinishedInstanceCache cache,
        ILogger logger,
        Action<TaskHubStoreException> onFault)
    {
        _onFault = onFault;
        _file = file;
        _migrator = migrator;
        _options = options;
        _cache = cache;
        _logger = logger;
        _thread = new Thread(Run) { Name = "Task hub writer", IsBackground = true };
    }

    /// <summary>Opens the file and begins to write.</summary>
    /// <param name="opened">Runs on the writer's thread when the file is open; its result is the outcome.</param>
    public Task<T> StartAsync<T>(Func<SqliteDatabase, T> opened)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _thread.UnsafeStart(new Opening(
            database => outcome.SetResult(opened(database)),
            exception => outcome.TrySetException(exception)));
        return outcome.Task;
    }

    /// <exception cref="TaskHubStoreException">An earlier write failed.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public void Enqueue(HubWrite write)
    {
        lock (_gate)
        {
            if (_fault is { } fault)
            {
                throw FaultedBefore(fault);
            }

            ObjectDisposedException.ThrowIf(_stopping, typeof(SqliteTaskHubStore));
            _waiting.Enqueue(write);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Stops all writing, with the cause of it. The first cause stays.</summary>
    public void Fault(TaskHubStoreException cause)
    {
        Queue<HubWrite> lost;
        bool first;
        lock (_gate)
        {
            first = _fault is null;
            cause = _fault ??= cause;
            lost = _waiting;
            _waiting = new Queue<HubWrite>();
            Monitor.Pulse(_gate);
        }

        if (first && _isOpen)
        {
            SqliteTaskHubLog.Faulted(_logger, cause, _file.Path);
        }

        _onFault(cause);
        foreach (var write in lost)
        {
            write.Fail(FaultedBefore(cause));
        }
    }

    /// <summary>Writes what was handed over, and closes the connection.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        return _thread.ThreadState.HasFlag(ThreadState.Unstarted) ? Task.CompletedTask : _ended.Task;
    }

    private static TaskHubStoreException FaultedBefore(TaskHubStoreException cause) =>
        new("The task hub has stopped writing after a failure, so that nothing is skipped. First cause: " + cause.Message, cause);

    private static TaskHubStoreException ToCause(Exception exception) => exception as TaskHubStoreException
        ?? new TaskHubStoreException($"The task hub failed: {exception.Message} Restart the host, and report the defect with this message.", exception);

    private void Run(object? state)
    {
        var opening = (Opening)state!;
        SqliteDatabase? database = null;
        try
        {
            database = _file.OpenForWriting(_migrator);
            var writer = new StepWriter(database, _cache);
            opening.Done(database);
            _isOpen = true;
            WriteUntilStopped(database, writer);
        }
        catch (Exception exception)
        {
            var cause = ToCause(exception);
            Fault(cause);
            opening.Failed(cause);
        }
        finally
        {
            database?.Dispose();
            _ended.SetResult();
        }
    }

    private void WriteUntilStopped(SqliteDatabase database, StepWriter writer)
    {
        var begin = database.Prepare("BEGIN IMMEDIATE");
        var commit = database.Prepare("COMMIT");
        var batch = new List<HubWrite>(_options.MaxStepsPerCommit);
        using var checkpointer = new HubCheckpointer(_file, _options.LogSize / SqliteTaskHubFile.PageSize, Fault);
        while (Take(batch, writer.Remover.HasPostponed))
        {
            try
            {
                begin.Run("beginning a transaction");
                foreach (var write in batch)
                {
                    write.Apply(writer);
                }

                if (writer.Remover.HasPostponed)
                {
                    writer.Remover.RemovePostponed();
                }

                commit.Run("committing");
                _file.RequirePresent();
                _cache.Commit();
            }
            catch (Exception exception)
            {
                Fail(batch, exception);
                throw;
            }

            foreach (var write in batch)
            {
                write.Succeed();
            }

            batch.Clear();
            checkpointer.AfterCommit(database);
        }
    }

    // The fault is set before the callers learn of theirs, so that none of them can hand over another step in between.
    // Closing the connection rolls the transaction back.
    private void Fail(List<HubWrite> batch, Exception exception)
    {
        var cause = ToCause(exception);
        Fault(cause);
        foreach (var write in batch)
        {
            write.Fail(cause);
        }
    }

    /// <returns>Whether to go on; the batch may be empty when there is other work.</returns>
    private bool Take(List<HubWrite> batch, bool hasOtherWork)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopping && _fault is null && !hasOtherWork)
            {
                Monitor.Wait(_gate);
            }

            while (batch.Count < _options.MaxStepsPerCommit && _waiting.TryDequeue(out var write))
            {
                batch.Add(write);
            }

            return _fault is null && (batch.Count > 0 || (hasOtherWork && !_stopping));
        }
    }

    private sealed record Opening(Action<SqliteDatabase> Done, Action<Exception> Failed);
}
