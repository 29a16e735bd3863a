using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Telemetry;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>
/// One execution of an orchestrator in memory: its code, stopped at its awaits, and what it waits for. Made by replaying the history;
/// from then on, each turn gives it the events that came and takes what it did.
/// </summary>
/// <remarks>Not thread-safe: its instance takes one turn at a time.</remarks>
internal sealed partial class OrchestrationExecutor
{
    private readonly InstanceRecord _instance;
    private readonly OrchestratorDelegate _code;
    private readonly DataConverter _converter;
    private readonly Action<string, string, Exception> _onForeignWork;
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
    private InvalidOperationException? _guardFault;
    private volatile bool _sawReturn;
    private object? _customStatus;
    private bool _customStatusSet;
    private bool _suspended;
    private int _turn;
    private int _sequence;
    private (int Sequence, int Turn) _lastStored;
    private int _nextTaskId;
    private int _firstUnrecordedTask;
    private int _openActivities;
    private DateTime _beganAt;
    private List<EndedTask>? _ended;

    /// <param name="instance">The instance as stored.</param>
    /// <param name="code">Its orchestrator.</param>
    /// <param name="converter">Reads and writes payloads.</param>
    /// <param name="loggers">For the context's loggers.</param>
    /// <param name="options">The engine's options.</param>
    /// <param name="onForeignWork">Called on any thread, with instance, execution and fault, when the code left its thread.</param>
    public OrchestrationExecutor(
        InstanceRecord instance,
        OrchestratorDelegate code,
        DataConverter converter,
        ILoggerFactory loggers,
        TaskHubEngineOptions options,
        Action<string, string, Exception> onForeignWork)
    {
        _instance = instance;
        _code = code;
        _converter = converter;
        _onForeignWork = onForeignWork;
        _executionId = instance.ExecutionId;
        _thread = new OrchestratorThread(instance.Name, OnGuardFault);
        _events = new EventInbox(converter);
        _context = new EngineOrchestrationContext(this, instance, converter, loggers, options);
    }

    /// <summary>The time of the present turn, UTC.</summary>
    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; }

    /// <summary>Whether the replay did not repeat the history; the next turn fails the instance.</summary>
    public bool IsFaulted => _fault is not null;

    /// <summary>Whether the code has thrown, and nothing that it started is open.</summary>
    public bool HasFailed => HasEnded && !_main!.IsCompletedSuccessfully;

    public EventInbox Events => _events;

    /// <summary>Activities that were scheduled and have no recorded result.</summary>
    public IEnumerable<TaskScheduled> OpenActivities => from task in _open.Values where task is { Activity: not null, HasEnded: false } select task.Activity;

    /// <summary>Whether the code waits for the end of a task.</summary>
    public bool IsOpen(int taskId) => _open.ContainsKey(taskId) || _waits.ContainsKey(taskId);

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
        else
        {
            Keep(arrived, records);
        }

        return EndTurn(records);
    }

    /// <inheritdoc cref="OrchestratorThread.Look"/>
    public InvalidOperationException? Look(TimeSpan limit) => _thread.Look(limit);

    /// <summary>
    /// Forgets the code. What it was called with is disposed when it has not returned, since it never will.
    /// </summary>
    public void Drop(ILogger logger)
    {
        if (_main is not { IsCompleted: true } && _context.Scope is { } scope)
        {
            _context.Scope = null;
            _ = DisposeAsync(scope, logger);
        }
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
        NoteOrigin(action, task);
    }

    /// <summary>
    /// Notes something that the code did and waits for as it waits for an event: unlike an open task it does not keep an instance from
    /// ending whose code has returned.
    /// </summary>
    public void AddWait(OrchestratorAction action, OpenTask wait)
    {
        _actions.Add(action);
        _waits.Add(wait.TaskId, wait);
        NoteOrigin(action, wait);
    }

    /// <summary>Forgets a timer that the code cancelled; says whether it was open.</summary>
    public bool TryCancelTimer(OpenTimer timer)
    {
        if (!_thread.IsCurrent)
        {
            OnGuardFault(OrchestratorFaults.ForeignThread(_instance.Name));
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
            var fault = OrchestratorFaults.ForeignThread(_instance.Name);
            OnGuardFault(fault);
            throw fault;
        }
    }

    // The code has returned or thrown, and nothing that it started is open.
    private bool HasEnded => _main is { IsCompleted: true } && _open.Count == 0;

    // The code has not returned, and nothing that the engine knows of can continue it.
    private bool IsStuck => _main is { IsCompleted: false } && !_suspended && _open.Count == 0 && _waits.Count == 0 && !_events.HasWaiters;

    private void NoteOrigin(OrchestratorAction action, OpenTask task)
    {
        if (DurableSource.IsHeard)
        {
            task.Origin = action;
            task.BeganAt = Now;
        }
    }

    // Not on the caller's stack, which may hold a lock.
    private async Task DisposeAsync(IAsyncDisposable scope, ILogger logger)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await scope.DisposeAsync();
        }
        catch (Exception e)
        {
            ReplayLog.ScopeNotDisposed(logger, e, _instance.InstanceId, _instance.Name);
        }
    }

    // On any thread. A turn that is under way on this one ends with the fault; otherwise the instance has to take one for it.
    private void OnGuardFault(InvalidOperationException fault)
    {
        if (Interlocked.CompareExchange(ref _guardFault, fault, null) is null && !_thread.IsCurrent)
        {
            _onForeignWork(_instance.InstanceId, _executionId, fault);
        }
    }
}
