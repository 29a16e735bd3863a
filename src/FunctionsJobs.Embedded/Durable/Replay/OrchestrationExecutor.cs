using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>
/// One execution of an orchestrator in memory: its code, stopped at its awaits, and what it waits for. Made by replaying the history;
/// from then on, each turn gives it the events that came and takes what it did.
/// </summary>
/// <remarks>Not thread-safe: its instance takes one turn at a time.</remarks>
internal sealed class OrchestrationExecutor
{
    private readonly InstanceRecord _instance;
    private readonly OrchestratorDelegate _code;
    private readonly DataConverter _converter;
    private readonly Action<string, string> _onForeignWork;
    private readonly string _executionId;
    private readonly OrchestratorThread _thread;
    private readonly EngineOrchestrationContext _context;
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly Dictionary<int, OpenTask> _waits = [];
    private readonly EventInbox _events;
    private List<OrchestratorAction> _actions = [];
    private List<int>? _cancelledTimers;
    private HashSet<int>? _stillbornTimers;
    private Queue<HistoryEvent>? _heldEvents;
    private ContinuedExecution? _next;
    private Task<string?>? _main;
    private Exception? _fault;
    private volatile bool _foreignWork;
    private volatile bool _sawReturn;
    private object? _customStatus;
    private bool _customStatusSet;
    private bool _suspended;
    private int _turn;
    private int _sequence;
    private int _nextTaskId;
    private int _firstUnrecordedTask;
    private int _openActivities;

    /// <param name="instance">The instance as stored.</param>
    /// <param name="code">Its orchestrator.</param>
    /// <param name="converter">Reads and writes payloads.</param>
    /// <param name="loggers">For the context's loggers.</param>
    /// <param name="options">The engine's options.</param>
    /// <param name="onForeignWork">Called on any thread, with instance and execution, when the code was continued by something foreign.</param>
    public OrchestrationExecutor(
        InstanceRecord instance,
        OrchestratorDelegate code,
        DataConverter converter,
        ILoggerFactory loggers,
        TaskHubEngineOptions options,
        Action<string, string> onForeignWork)
    {
        _instance = instance;
        _code = code;
        _converter = converter;
        _onForeignWork = onForeignWork;
        _executionId = instance.ExecutionId;
        _thread = new OrchestratorThread(ReportForeignWork);
        _events = new EventInbox(converter);
        _context = new EngineOrchestrationContext(this, instance, converter, loggers, options);
    }

    /// <summary>The time of the present turn, UTC.</summary>
    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; }

    /// <summary>Whether the replay did not repeat the history; the next turn fails the instance.</summary>
    public bool IsFaulted => _fault is not null;

    public EventInbox Events => _events;

    /// <summary>Activities that were scheduled and have no recorded result.</summary>
    public IEnumerable<TaskScheduled> OpenActivities => from task in _open.Values where task is { Activity: not null, HasEnded: false } select task.Activity;

    /// <summary>Repeats a history. A divergence shows in the result of the next turn.</summary>
    /// <exception cref="InvalidHistoryException">A stored event cannot be understood.</exception>
    public void Replay(IReadOnlyList<HistoryRecord> history)
    {
        if (history.Count > 0)
        {
            var outer = _thread.Enter();
            IsReplaying = true;
            try
            {
                ReplayTurns(history);
            }
            finally
            {
                IsReplaying = false;
                _thread.Leave(outer);
            }
        }
    }

    /// <summary>Keeps events of the execution before this one, which its history begins with; before the first turn.</summary>
    public void CarryOver(IReadOnlyList<EventRaised> events)
    {
        foreach (var carried in events)
        {
            _events.Raise(carried.Name, carried.Payload);
        }

        _sequence = events.Count;
    }

    /// <summary>Takes a turn.</summary>
    /// <param name="now">UTC; the orchestrator's time never goes back.</param>
    /// <param name="arrived">What came since the last turn, in order; what concerns nothing open is left out of the history.</param>
    public TurnResult TakeTurn(DateTime now, IReadOnlyList<HistoryEvent> arrived)
    {
        Now = now > Now ? now : Now;
        var records = new List<HistoryRecord>();
        if (_fault is null)
        {
            _turn++;
            var outer = _thread.Enter();
            try
            {
                RunTurn(arrived, records);
            }
            finally
            {
                _thread.Leave(outer);
            }
        }

        return EndTurn(records);
    }

    /// <summary>Takes the id of the next task. Ids are given in the order of the code's actions, from 0.</summary>
    public int NextTaskId() => _nextTaskId++;

    /// <summary>Notes something that the code did.</summary>
    public void Add(OrchestratorAction action) => _actions.Add(action);

    /// <summary>Notes something that the code did and waits for.</summary>
    public void Add(OrchestratorAction action, OpenTask task)
    {
        _actions.Add(action);
        _open.Add(task.TaskId, task);
    }

    /// <summary>
    /// Notes something that the code did and waits for as it waits for an event: unlike an open task it does not keep an instance from
    /// ending whose code has returned.
    /// </summary>
    public void AddWait(OrchestratorAction action, OpenTask wait)
    {
        _actions.Add(action);
        _waits.Add(wait.TaskId, wait);
    }

    /// <summary>Forgets a timer that the code cancelled; says whether it was open.</summary>
    public bool TryCancelTimer(OpenTimer timer)
    {
        if (!_thread.IsCurrent)
        {
            ReportForeignWork();
            return false;
        }

        if (!_open.Remove(timer.TaskId))
        {
            return false;
        }

        if (timer.TaskId >= _firstUnrecordedTask)
        {
            (_stillbornTimers ??= []).Add(timer.TaskId);
        }
        else
        {
            (_cancelledTimers ??= []).Add(timer.TaskId);
        }

        return true;
    }

    public void ContinueAsNew(ContinuedExecution next, bool preserveEvents)
    {
        if (_next is not null)
        {
            next.CarriedEvents.AddRange(_next.CarriedEvents);
        }

        if (preserveEvents)
        {
            next.CarriedEvents.AddRange(_events.TakeKept().Select(kept => new EventRaised { Name = kept.Name, Payload = kept.Payload }));
        }

        _next = next;
    }

    public void SetCustomStatus(object? status)
    {
        _customStatus = status;
        _customStatusSet = true;
    }

    /// <summary>Refuses use of the context outside of the orchestrator's thread.</summary>
    /// <exception cref="InvalidOperationException">The caller runs elsewhere.</exception>
    public void RequireThread()
    {
        if (!_thread.IsCurrent)
        {
            ReportForeignWork();
            throw OrchestratorFaults.ForeignThread(_instance.Name);
        }
    }

    private void ReplayTurns(IReadOnlyList<HistoryRecord> history)
    {
        var recorded = new List<OrchestratorAction>();
        for (var i = 0; i < history.Count && _fault is null;)
        {
            _turn = history[i].Turn;
            Now = history[i].At;
            recorded.Clear();

            // Turn 0 holds the events that a new execution took over from the one before.
            if (_turn > 0)
            {
                StartOnce();
            }

            for (; i < history.Count && history[i].Turn == _turn; i++)
            {
                var stored = HistoryReader.Read(history[i]);
                if (stored is OrchestratorAction action)
                {
                    recorded.Add(action);
                }
                else if (HasEnded && stored is not OrchestratorStarted)
                {
                    _fault = OrchestratorFaults.EarlyReturn(_instance.InstanceId, _turn - 1, stored);
                    return;
                }
                else
                {
                    Record(stored);
                }
            }

            _sequence = history[i - 1].Sequence;
            Check(recorded);
        }

        if (_fault is null && HasEnded)
        {
            _fault = OrchestratorFaults.EarlyReturn(_instance.InstanceId, _turn, null);
        }
    }

    // What the code did in a replayed turn has to be what the history says, and no less and no more.
    private void Check(List<OrchestratorAction> recorded)
    {
        if (_fault is not null || _suspended)
        {
            return;
        }

        for (var i = 0; i < Math.Max(recorded.Count, _actions.Count); i++)
        {
            var expected = i < recorded.Count ? recorded[i] : null;
            var actual = i < _actions.Count ? _actions[i] : null;
            if (expected is null || actual is null || !expected.IsRepeatedBy(actual))
            {
                _fault = IsStuck ? OrchestratorFaults.ForeignAwait(_instance.Name) : OrchestratorFaults.Divergence(_instance.InstanceId, _turn, expected, actual);
                return;
            }

            NoteOpenActivity(expected);
        }

        _actions.Clear();
        _firstUnrecordedTask = _nextTaskId;
        _cancelledTimers = null;
        _stillbornTimers = null;
    }

    private void RunTurn(IReadOnlyList<HistoryEvent> arrived, List<HistoryRecord> records)
    {
        var started = StartOnce();
        foreach (var e in arrived)
        {
            if (Concerns(e))
            {
                records.Add(e.ToRecord(++_sequence, _turn, Now));
                Record(e);
            }
        }

        if (started && records.Count == 0 && _actions.Count == 0 && !HasEnded)
        {
            records.Add(OrchestratorStarted.Instance.ToRecord(++_sequence, _turn, Now));
        }
    }

    private TurnResult EndTurn(List<HistoryRecord> records)
    {
        _sawReturn = _main is { IsCompleted: true };
        if (_foreignWork || IsStuck)
        {
            _fault ??= OrchestratorFaults.ForeignAwait(_instance.Name);
        }

        var customStatus = _fault is null ? SerializeCustomStatus() : null;
        if (_fault is not null)
        {
            return Result(InstanceStatus.Failed, records, [], customStatus, failure: Failure.From(_fault));
        }

        // A suspended instance begins nothing: what its code did before it was suspended in this turn waits too.
        if (_suspended && !HasEnded)
        {
            return Result(InstanceStatus.Suspended, records, [], customStatus);
        }

        var actions = _actions;
        _actions = [];
        _firstUnrecordedTask = _nextTaskId;
        foreach (var action in actions)
        {
            records.Add(action.ToRecord(++_sequence, _turn, Now));
            NoteOpenActivity(action);
        }

        if (!HasEnded)
        {
            return Result(InstanceStatus.Running, records, actions, customStatus);
        }

        try
        {
            return Result(InstanceStatus.Completed, records, actions, customStatus, output: _main!.GetAwaiter().GetResult());
        }
        catch (Exception e)
        {
            return Result(InstanceStatus.Failed, records, actions, customStatus, failure: Failure.From(e));
        }
    }

    private TurnResult Result(
        string status, List<HistoryRecord> records, List<OrchestratorAction> actions, CustomStatus? customStatus, string? output = null, Failure? failure = null)
    {
        if (records.Count == 0 && _turn > 0)
        {
            // Nothing to record, so that there was no turn as far as the history is concerned.
            _turn--;
        }

        var result = new TurnResult
        {
            Status = status,
            Output = output,
            Failure = failure,
            Next = status == InstanceStatus.Completed ? _next : null,
            Records = records,
            Actions = actions,
            CancelledTimers = _suspended ? null : _cancelledTimers,
            StillbornTimers = _stillbornTimers,
            CustomStatus = customStatus,
            OpenActivities = _openActivities,
        };
        if (!_suspended)
        {
            _cancelledTimers = null;
            _stillbornTimers = null;
        }

        return result;
    }

    // The code has returned or thrown, and nothing that it started is open.
    private bool HasEnded => _main is { IsCompleted: true } && _open.Count == 0;

    // The code has not returned, and nothing that the engine knows of can continue it.
    private bool IsStuck => _main is { IsCompleted: false } && !_suspended && _open.Count == 0 && _waits.Count == 0 && !_events.HasWaiters;

    private bool StartOnce()
    {
        if (_main is not null)
        {
            return false;
        }

        try
        {
            _main = _code(_context);
        }
        catch (Exception e)
        {
            _main = Task.FromException<string?>(e);
        }

        Drain();
        if (!_main.IsCompleted)
        {
            _ = _main.ContinueWith(
                static (_, executor) => ((OrchestrationExecutor)executor!).OnReturn(),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return true;
    }

    // Code that left its thread and returned there has posted nothing that would show it.
    private void OnReturn()
    {
        if (!_thread.IsActive && !_sawReturn)
        {
            ReportForeignWork();
        }
    }

    private bool Concerns(HistoryEvent e) => e switch
    {
        TaskCompleted or TaskFailed => _open.TryGetValue(e.TaskId, out var call) && call is { Activity: not null, HasEnded: false },
        TimerFired fired => _open.TryGetValue(e.TaskId, out var task) && task is OpenTimer timer && timer.FireAt == (fired.FireAt ?? timer.FireAt),
        SubOrchestrationCompleted or SubOrchestrationFailed => _open.ContainsKey(e.TaskId),
        EntityOperationCompleted or EntityOperationFailed or EntityLockGranted => _waits.ContainsKey(e.TaskId),
        ExecutionSuspended => !_suspended,
        ExecutionResumed => _suspended,
        _ => true,
    };

    private void Record(HistoryEvent e)
    {
        switch (e)
        {
            case ExecutionSuspended:
                _suspended = true;
                break;
            case ExecutionResumed:
                _suspended = false;
                while (_heldEvents is not null && _heldEvents.TryDequeue(out var held))
                {
                    Play(held);
                }

                break;
            default:
                if (e is TaskCompleted or TaskFailed && _open.TryGetValue(e.TaskId, out var call) && call is { Activity: not null, HasEnded: false })
                {
                    call.HasEnded = true;
                    _openActivities--;
                }

                if (_suspended)
                {
                    (_heldEvents ??= new Queue<HistoryEvent>()).Enqueue(e);
                }
                else
                {
                    Play(e);
                }

                break;
        }
    }

    private void Play(HistoryEvent e)
    {
        switch (e)
        {
            case TaskCompleted completed:
                Close(e.TaskId)?.Complete(completed.Result);
                break;
            case SubOrchestrationCompleted completed:
                Close(e.TaskId)?.Complete(completed.Result);
                break;
            case TimerFired:
                Close(e.TaskId)?.Complete(null);
                break;
            case TaskFailed failed:
                Close(e.TaskId)?.Fail(failed.Failure);
                break;
            case SubOrchestrationFailed failed:
                Close(e.TaskId)?.Fail(failed.Failure);
                break;
            case EntityOperationCompleted completed:
                EndWait(e.TaskId)?.Complete(completed.Result);
                break;
            case EntityOperationFailed failed:
                EndWait(e.TaskId)?.Fail(failed.Failure);
                break;
            case EntityLockGranted:
                EndWait(e.TaskId)?.Complete(null);
                break;
            case EventRaised raised when _next is not null:
                _next.CarriedEvents.Add(raised);
                break;
            case EventRaised raised:
                _events.Raise(raised.Name, raised.Payload);
                break;
            case OrchestratorStarted:
                break;
            default:
                throw new InvalidOperationException($"Event {e.Type} does not come to an orchestrator.");
        }

        Drain();
    }

    private OpenTask? Close(int taskId) => _open.Remove(taskId, out var task) ? task : null;

    private OpenTask? EndWait(int taskId) => _waits.Remove(taskId, out var wait) ? wait : null;

    private void Drain()
    {
        try
        {
            _thread.Drain();
        }
        catch (Exception e)
        {
            // Only async void code lets an exception out here.
            _fault ??= e;
        }

        if (_main is { IsCompleted: true })
        {
            _context.OnCodeReturned();
        }
    }

    private void NoteOpenActivity(OrchestratorAction action)
    {
        if (action is TaskScheduled scheduled && _open.TryGetValue(scheduled.TaskId, out var call))
        {
            call.Activity = scheduled;
            _openActivities++;
        }
    }

    // Serialized anew with every turn, as a replay would do: the object may have changed since it was set.
    private CustomStatus? SerializeCustomStatus()
    {
        if (!_customStatusSet)
        {
            return null;
        }

        try
        {
            var status = _converter.Serialize(_customStatus);
            return string.Equals(status, _instance.CustomStatus, StringComparison.Ordinal) ? null : new CustomStatus(status);
        }
        catch (Exception e)
        {
            _fault ??= e;
            return null;
        }
    }

    private void ReportForeignWork()
    {
        _foreignWork = true;
        _onForeignWork(_instance.InstanceId, _executionId);
    }
}
