using System.Collections.Concurrent;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Telemetry;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>What the parts of a running task hub share: the store, the instances in memory, and what feeds them.</summary>
internal sealed class TaskHubRuntime : IDisposable
{
    private readonly ConcurrentDictionary<string, InstanceActor> _actors = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly TurnWatch _watch;
    private readonly Action<Exception> _onFault;
    private readonly CancellationTokenSource _codeStop = new();
    private Exception? _fault;
    private volatile bool _isOpen;

    /// <param name="store">The open store.</param>
    /// <param name="catalog">Orchestrators, activities and entities.</param>
    /// <param name="options">Validated.</param>
    /// <param name="time">The clock of orchestrations and timers.</param>
    /// <param name="loggers">For the engine and for orchestrators.</param>
    /// <param name="onFault">Called once, when the hub cannot go on.</param>
    /// <param name="start">Runs turns and activities.</param>
    public TaskHubRuntime(
        ITaskHubStore store,
        IDurableFunctionCatalog catalog,
        TaskHubEngineOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        Action<Exception> onFault,
        WorkStart start)
    {
        Store = store;
        Catalog = catalog;
        Options = options;
        Loggers = loggers;
        Logger = loggers.CreateLogger("FunctionsJobs.Embedded.Durable");
        Ids = new IdSource(time);
        _time = time;
        _onFault = onFault;
        ReportForeignWork = (instanceId, executionId, fault) => Deliver(instanceId, new ForeignWorkItem(executionId, fault));
        Metrics = new EngineMetrics(options.HubName, time);
        Gate = new TurnGate(options.MaxConcurrentOrchestrators, start);
        Timers = new TimerQueue(time, OnDue);
        Idle = new IdleInstances(options.MaxLoadedInstances, options.InstanceIdleTimeout, time);
        Activities = new ActivityDispatcher(catalog, options.MaxConcurrentActivities, start, Metrics, Logger, () => Starts!.Pump(), _codeStop.Token);
        Entities = new EntityDispatcher(this, options.MaxConcurrentEntities, start, _codeStop.Token);
        Metrics.Observe(() => Starts!.Count, () => _actors.Count, () => Activities.Waiting, () => Activities.Running, () => Timers.Count);
        _watch = new TurnWatch(_actors.Select(entry => entry.Value), options.TurnTimeLimit, options.WatchClock);
        Starts = new StartQueue(() => Activities.Backlog < options.ActivityBacklogLimit, item => Deliver(item.InstanceId, item));
    }

    public ITaskHubStore Store { get; }

    public IDurableFunctionCatalog Catalog { get; }

    public TaskHubEngineOptions Options { get; }

    public ILoggerFactory Loggers { get; }

    public ILogger Logger { get; }

    public IdSource Ids { get; }

    public EngineMetrics Metrics { get; }

    public TurnGate Gate { get; }

    public TimerQueue Timers { get; }

    public IdleInstances Idle { get; }

    public ActivityDispatcher Activities { get; }

    public EntityDispatcher Entities { get; }

    public StartQueue Starts { get; }

    public InstanceWaiters Waiters { get; } = new();

    /// <summary>Tells an instance that the code of an execution of it left its thread.</summary>
    public Action<string, string, Exception> ReportForeignWork { get; }

    /// <summary>UTC.</summary>
    public DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <summary>Instances in memory, with something to do or waiting.</summary>
    public int ActorCount => _actors.Count;

    /// <summary>Commits a step outside of a turn. A failure of the store stops the hub, whoever meets it first.</summary>
    public async Task<StepResult> CommitAsync(TaskHubStep step)
    {
        try
        {
            return await Store.CommitAsync(step).ConfigureAwait(false);
        }
        catch (TaskHubStoreException e)
        {
            Fault(e);
            throw;
        }
    }

    /// <summary>Lets clients in, and takes up what was under way when the last owner of the hub stopped.</summary>
    public void Open(TaskHubRecovery recovery)
    {
        _isOpen = true;
        var now = Now;
        foreach (var message in recovery.Messages)
        {
            var timer = new TimerEntry { DueAt = message.DueAt ?? now, Target = message.Target, MessageId = message.Id, TaskId = message.TaskId };
            if (message.DueAt > now)
            {
                Timers.Add(timer);
            }
            else
            {
                Deliver(message.Target, message.DueAt is null ? new StoredMessageItem(message.Id) : new TimerItem(timer));
            }
        }

        foreach (var runnable in recovery.Runnable)
        {
            StartWhenDue(runnable.InstanceId, runnable.StartAt, null);
        }
    }

    /// <summary>Starts an instance that was just created, when its time has come and there is room.</summary>
    public void Start(InstanceRecord instance) => StartWhenDue(instance.InstanceId, instance.StartAt, instance);

    /// <summary>Gives a committed message to its receiver, or keeps it in mind until it is due.</summary>
    public void Deliver(MessageRecord message)
    {
        if (message.DueAt is { } dueAt)
        {
            Timers.Add(new TimerEntry { DueAt = dueAt, Target = message.Target, MessageId = message.Id, TaskId = message.TaskId });
        }
        else
        {
            Deliver(message.Target, new MessageItem(message));
        }
    }

    /// <summary>Whether an instance is in memory and has not ended; <see langword="false"/> says nothing.</summary>
    public bool IsKnownLive(string instanceId) => _actors.TryGetValue(instanceId, out var actor) && actor.IsKnownLive;

    /// <summary>Whether an execution has neither ended nor been replaced.</summary>
    public async ValueTask<bool> IsLiveAsync(string instanceId, string executionId)
    {
        if (_actors.TryGetValue(instanceId, out var actor) && actor.IsLive(executionId))
        {
            return true;
        }

        var instance = await Store.GetInstanceAsync(instanceId, withPayloads: false, CancellationToken.None).ConfigureAwait(false);
        return instance is not null && instance.ExecutionId == executionId && !InstanceStatus.IsTerminal(instance.Status);
    }

    /// <summary>Gives something to an instance or an entity to look at.</summary>
    public void Deliver(string target, InboxItem item)
    {
        if (EntityIdRules.IsEntity(target))
        {
            Entities.Deliver(target, item);
        }
        else
        {
            DeliverToInstance(target, item);
        }
    }

    private void DeliverToInstance(string instanceId, InboxItem item)
    {
        while (true)
        {
            var actor = _actors.GetOrAdd(instanceId, static (id, hub) => new InstanceActor(hub, id), this);
            if (actor.Post(item))
            {
                return;
            }

            _actors.TryRemove(KeyValuePair.Create(instanceId, actor));
        }
    }

    /// <summary>Forgets an instance that left memory.</summary>
    public void Remove(InstanceActor actor)
    {
        _actors.TryRemove(KeyValuePair.Create(actor.InstanceId, actor));
        Idle.Remove(actor);
    }

    /// <exception cref="InvalidOperationException">The hub was not started, or has stopped.</exception>
    public void RequireOpen()
    {
        if (_fault is { } fault)
        {
            throw Stopped(fault);
        }

        if (!_isOpen)
        {
            throw new InvalidOperationException($"Task hub '{Options.HubName}' does not run.");
        }
    }

    /// <summary>Stops everything at once: what is not committed stays undone, and everybody who waits is told.</summary>
    public void Fault(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _fault, cause, null) is not null)
        {
            return;
        }

        _ = Gate.CloseAsync();
        _ = Activities.StopAsync();
        _ = Entities.StopAsync();
        Starts.Stop();
        Timers.Stop();
        _codeStop.Cancel();
        Waiters.Fail(Stopped(cause));
        _onFault(cause);
    }

    /// <summary>
    /// Begins nothing new, lets running activities and entities end and commits their results; cancels those that outlast the limit. What is not
    /// committed then is done again after the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _isOpen = false;
        Starts.Stop();
        Timers.Stop();
        var drained = Task.WhenAll(Activities.StopAsync(), Entities.StopAsync());
        if (!await EndsAsync(drained, Options.ActivityDrainTimeout, cancellation))
        {
            await _codeStop.CancelAsync();
            await EndsAsync(drained, Options.ActivityCancelTimeout, cancellation);
        }

        // Instances that send each other messages may never come to rest.
        await EndsAsync(Gate.WhenQuietAsync(), Options.ActivityCancelTimeout, cancellation);
        await Gate.CloseAsync();
        Waiters.Fail(new InvalidOperationException("The task hub has stopped."));
    }

    public void Dispose()
    {
        _watch.Dispose();
        Metrics.Dispose();
        Timers.Dispose();
        Idle.Dispose();
        _codeStop.Dispose();
    }

    private static InvalidOperationException Stopped(Exception cause) => new("The task hub has stopped after a failure: " + cause.Message, cause);

    private void StartWhenDue(string instanceId, DateTime? startAt, InstanceRecord? instance)
    {
        if (startAt > Now)
        {
            Timers.Add(new TimerEntry { DueAt = startAt.Value, Target = instanceId, MessageId = 0, TaskId = -1 });
        }
        else
        {
            Starts.Add(instanceId, instance);
        }
    }

    private void OnDue(TimerEntry timer)
    {
        if (timer.MessageId == 0)
        {
            Starts.Add(timer.Target, null);
        }
        else
        {
            Deliver(timer.Target, timer.TaskId >= 0 ? new TimerItem(timer) : new StoredMessageItem(timer.MessageId));
        }
    }

    private async Task<bool> EndsAsync(Task task, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            await task.WaitAsync(limit, _time, cancellation);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
