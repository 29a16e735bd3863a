using FunctionsJobs.Embedded.Durable.Client;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable;

/// <summary>The durable engine of one task hub: runs orchestrations and activities on a store. Owns the store.</summary>
internal sealed class TaskHubEngine : IAsyncDisposable
{
    private readonly TaskHubEngineOptions _options;
    private readonly ITaskHubStore _store;
    private readonly TaskHubRuntime _hub;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private TaskHubEngineState _state;
    private string? _fault;
    private Task? _stop;

    /// <param name="store">Not open; the engine opens and disposes it.</param>
    /// <param name="catalog">Orchestrators and activities.</param>
    /// <param name="options">Validated here.</param>
    /// <param name="time">The clock of orchestrations, timers and limits.</param>
    /// <param name="loggers">For the engine and for orchestrators.</param>
    /// <param name="links">The management API, for the client's answers; <see langword="null"/> without a host.</param>
    /// <param name="start">Runs turns and activities; <see langword="null"/> for the thread pool.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TaskHubEngine(
        ITaskHubStore store,
        IDurableFunctionCatalog catalog,
        TaskHubEngineOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        ManagementLinks? links = null,
        WorkStart? start = null)
    {
        options.Validate();
        _options = options;
        _store = store;
        _hub = new TaskHubRuntime(store, catalog, options, time, loggers, OnFault, start ?? PoolWork.Start);
        _logger = _hub.Logger;
        var calls = new TaskHubCalls(_hub);
        Client = new EmbeddedDurableTaskClient(calls, links);
        Management = new ManagedTaskHub(calls);
    }

    /// <summary>Works while the engine runs; its calls fail otherwise.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>What the management API needs. Works while the engine runs; its calls fail otherwise.</summary>
    public IManagedTaskHub Management { get; }

    public TaskHubHealth Health
    {
        get
        {
            lock (_lock)
            {
                return new TaskHubHealth(
                    _state, _fault, _hub.ActorCount, _hub.Starts.Count, _hub.Activities.Running, _hub.Activities.Waiting, _hub.Timers.Count);
            }
        }
    }

    /// <summary>Opens the store, and goes on with what was under way when it was closed.</summary>
    /// <exception cref="TaskHubStoreException">The store cannot be opened, or has another owner.</exception>
    /// <exception cref="InvalidOperationException">The engine was started before.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_state != TaskHubEngineState.Created)
            {
                throw new InvalidOperationException($"The engine of task hub '{_options.HubName}' was started before; it is {_state}.");
            }

            _state = TaskHubEngineState.Starting;
        }

        TaskHubRecovery recovery;
        try
        {
            recovery = await _store.OpenAsync(cancellation);
        }
        catch (Exception e)
        {
            _hub.Fault(e);
            throw;
        }

        lock (_lock)
        {
            _state = _state == TaskHubEngineState.Starting ? TaskHubEngineState.Running : _state;
        }

        _ = WatchStoreAsync();
        _hub.Open(recovery);
        TaskHubEngineLog.Started(_logger, _options.HubName, recovery.Runnable.Count, recovery.Messages.Count);
    }

    /// <summary>
    /// Begins nothing new, waits for running activities within the limits of the options, commits their results and closes the store.
    /// </summary>
    /// <param name="cancellation">Ends the waiting for activities early.</param>
    public Task StopAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            return _stop ??= StopOnceAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task StopOnceAsync(CancellationToken cancellation)
    {
        if (_state == TaskHubEngineState.Running)
        {
            _state = TaskHubEngineState.Stopping;
        }

        // Not under the caller's lock.
        await Task.Yield();
        await _hub.StopAsync(cancellation);
        await _store.DisposeAsync();
        _hub.Dispose();
        lock (_lock)
        {
            if (_state == TaskHubEngineState.Faulted)
            {
                return;
            }

            _state = TaskHubEngineState.Stopped;
        }

        TaskHubEngineLog.Stopped(_logger, _options.HubName);
    }

    // Also when nobody writes who would meet the failure.
    private async Task WatchStoreAsync() => _hub.Fault(await _store.Faulted);

    private void OnFault(Exception cause)
    {
        bool isStarting;
        lock (_lock)
        {
            isStarting = _state == TaskHubEngineState.Starting;
        }

        // A start that fails throws to who asked for it. Who sees the fault finds it in the log.
        if (!isStarting)
        {
            TaskHubEngineLog.Faulted(_logger, cause, _options.HubName);
        }

        lock (_lock)
        {
            _state = TaskHubEngineState.Faulted;
            _fault = cause.Message;
        }
    }
}
