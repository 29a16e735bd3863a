using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Telemetry;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Runs activities, at most so many at the same time, in the order in which they were committed.</summary>
internal sealed class ActivityDispatcher(
    IDurableFunctionCatalog catalog, int limit, WorkStart start, EngineMetrics metrics, ILogger logger, Action onRoom, CancellationToken hostStopping)
{
    private readonly Lock _lock = new();
    private readonly Queue<ActivityWork> _waiting = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _stopped;

    /// <summary>Activities that run.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Activities that wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Activities that run or wait.</summary>
    public int Backlog
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count + _running;
            }
        }
    }

    /// <summary>Runs an activity when there is room. After a stop it stays open in its history, and runs after the next start.</summary>
    public void Add(ActivityWork work)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            if (_running == limit)
            {
                _waiting.Enqueue(work);
                return;
            }

            _running++;
        }

        start(work);
    }

    /// <summary>Starts no more activities.</summary>
    /// <returns>Completes when those that run have ended.</returns>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _stopped = true;
            _waiting.Clear();
            CheckDrained();
        }

        return _drained.Task;
    }

    /// <summary>Runs one activity and gives its end to the caller.</summary>
    public async Task RunAsync(ActivityWork work)
    {
        try
        {
            // The caller may have been terminated while the activity waited.
            if (work.Caller.IsLive(work.ExecutionId))
            {
                if (await InvokeAsync(work) is { } end)
                {
                    work.Caller.Post(new ActivityEndItem(work.ExecutionId, end));
                }
            }
        }
        finally
        {
            Next();
        }
    }

    private async Task<HistoryEvent?> InvokeAsync(ActivityWork work)
    {
        var scheduled = work.Scheduled;
        var activity = catalog.FindActivity(scheduled.Name, scheduled.Version);
        if (activity is null)
        {
            DispatchLog.ActivityNotFound(logger, work.Caller.InstanceId, scheduled.Name);
            return new TaskFailed
            {
                TaskId = scheduled.TaskId,
                Failure = new Failure
                {
                    ErrorType = "ActivityTaskNotFound",
                    ErrorMessage = $"No activity task named '{scheduled.Name}'{(scheduled.Version.Length == 0 ? "" : $" with version '{scheduled.Version}'")} was found.",
                    IsNonRetriable = true,
                },
            };
        }

        DispatchLog.ActivityStarted(logger, work.Caller.InstanceId, scheduled.Name, scheduled.TaskId);
        using var span = DurableSource.StartRun(scheduled.Name, scheduled.Version, work.Caller.InstanceId, scheduled.TaskId, work.TraceParent);
        var call = new ActivityCall(scheduled.Name, work.Caller.InstanceId, scheduled.TaskId, scheduled.Version, scheduled.Input, span?.Id ?? work.TraceParent);
        var started = metrics.OnActivityStart(scheduled.Name, work.QueuedMark);
        try
        {
            var result = await activity(call, hostStopping);
            metrics.OnActivityEnd(scheduled.Name, "Completed", started);
            return new TaskCompleted { TaskId = scheduled.TaskId, Result = result };
        }
        catch (OperationCanceledException) when (hostStopping.IsCancellationRequested)
        {
            metrics.OnActivityEnd(scheduled.Name, "Interrupted", started);
            span?.Fail("The host stopped.");
            DispatchLog.ActivityInterrupted(logger, work.Caller.InstanceId, scheduled.Name, scheduled.TaskId);
            return null;
        }
        catch (Exception e)
        {
            metrics.OnActivityEnd(scheduled.Name, "Failed", started);
            span?.Fail(e.Message);
            DispatchLog.ActivityFailed(logger, e, work.Caller.InstanceId, scheduled.Name, scheduled.TaskId);
            return new TaskFailed { TaskId = scheduled.TaskId, Failure = Failure.From(e) };
        }
    }

    private void Next()
    {
        ActivityWork? next;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out next))
            {
                _running--;
                CheckDrained();
            }
        }

        if (next is not null)
        {
            start(next);
        }

        onRoom();
    }

    private void CheckDrained()
    {
        if (_stopped && _running == 0)
        {
            _drained.TrySetResult();
        }
    }
}
