using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Replay;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>
/// One instance that has something to do or is in memory: an inbox, and one turn at a time. A turn takes all that waits, runs the
/// orchestrator's code, and commits one step; what the step causes happens after the commit.
/// </summary>
internal sealed partial class InstanceActor : IThreadPoolWorkItem
{
    private readonly TaskHubRuntime _hub;
    private readonly Lock _lock = new();

    // Guarded by the lock.
    private List<InboxItem> _inbox = [];
    private bool _scheduled;
    private bool _removed;

    // Owned by the turn; and by the evictor, while no turn is scheduled.
    private List<InboxItem> _batch = [];
    private List<InboxItem>? _untilStart;
    private InstanceRecord? _instance;
    private OrchestrationExecutor? _executor;
    private List<EventRaised>? _carriedEvents;
    private bool _isNew;
    private bool _mayStart;
    private bool _openActivitiesRun;
    private bool _again;
    private int _activities;

    // Read by activities that are about to run.
    private volatile string? _liveExecution;

    public InstanceActor(TaskHubRuntime hub, string instanceId)
    {
        _hub = hub;
        InstanceId = instanceId;
        IdleNode = new LinkedListNode<InstanceActor>(this);
    }

    public string InstanceId { get; }

    /// <summary>Place in <see cref="IdleInstances"/>, which guards it.</summary>
    public LinkedListNode<InstanceActor> IdleNode { get; }

    /// <summary>Since when the instance waits; guarded by <see cref="IdleInstances"/>.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether an execution has neither ended nor been replaced.</summary>
    public bool IsLive(string executionId) => _liveExecution == executionId;

    /// <summary>Whether the instance was read and has not ended.</summary>
    public bool IsKnownLive => _liveExecution is not null;

    /// <summary>Gives the instance something to look at.</summary>
    /// <returns><see langword="false"/> when this actor is gone; another one stands for the instance then, if any.</returns>
    public bool Post(InboxItem item)
    {
        lock (_lock)
        {
            if (_removed)
            {
                return false;
            }

            _inbox.Add(item);
            if (_scheduled)
            {
                return true;
            }

            _scheduled = true;
        }

        _hub.Gate.Schedule(this);
        return true;
    }

    /// <summary>Drops the instance's state from memory, unless it is about to take a turn.</summary>
    public void Evict()
    {
        bool removed;
        lock (_lock)
        {
            if (_scheduled)
            {
                return;
            }

            Unload();
            removed = RemoveIfUnused();
        }

        if (removed)
        {
            _hub.Remove(this);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        var isLost = false;
        try
        {
            lock (_lock)
            {
                (_batch, _inbox) = (_inbox, _batch);
            }

            var starts = 0;
            foreach (var item in _batch)
            {
                starts += item is StartItem ? 1 : 0;
            }

            var consumed = new List<long>();
            TurnStep? turn;
            try
            {
                turn = await PrepareAsync(consumed);
            }
            catch (TurnLostException)
            {
                isLost = true;
                return;
            }
            finally
            {
                if (!isLost)
                {
                    _hub.Gate.Leave();
                }
            }

            if (turn is not null)
            {
                StepResult result;
                try
                {
                    result = await _hub.Store.CommitAsync(turn.Step);
                }
                catch (PayloadTooLargeException e)
                {
                    turn = FailTooLarge(e, consumed);
                    result = await _hub.Store.CommitAsync(turn.Step);
                }

                Conclude(turn, result);
            }
            else if (consumed.Count > 0)
            {
                await _hub.Store.CommitAsync(new TaskHubStep { Dequeue = consumed });
                DispatchLog.MessagesDropped(_hub.Logger, InstanceId, consumed.Count);
            }

            _batch.Clear();
            Finish();
            if (starts > 0)
            {
                _hub.Starts.Started(starts);
            }
        }
        catch (Exception e)
        {
            _hub.Fault(e);
        }
        finally
        {
            if (!isLost)
            {
                _hub.Gate.End();
            }
        }
    }

    private void Finish()
    {
        bool again;
        var removed = false;
        var idle = false;
        lock (_lock)
        {
            again = _inbox.Count > 0 || _again;
            _again = false;
            if (_hub.Options.ForceReplay && !HasEnded)
            {
                Unload();
            }

            if (!again)
            {
                _scheduled = false;
                removed = RemoveIfUnused();
                idle = !removed && _executor is not null;
            }
        }

        if (again)
        {
            _hub.Gate.Schedule(this);
        }
        else if (removed)
        {
            _hub.Remove(this);
        }
        else if (idle)
        {
            _hub.Idle.Add(this);
        }
    }

    private bool HasEnded => _instance is not null && InstanceStatus.IsTerminal(_instance.Status);

    private void Unload()
    {
        _instance = null;
        DropCode();
        _carriedEvents = null;
        _isNew = false;
    }

    // Under the lock. While activities of a live instance run, the actor stays: it knows that they do, and another one would run them again.
    private bool RemoveIfUnused()
    {
        _removed = _inbox.Count == 0 && _untilStart is null && (HasEnded || (_instance is null && _activities == 0));
        return _removed;
    }
}
