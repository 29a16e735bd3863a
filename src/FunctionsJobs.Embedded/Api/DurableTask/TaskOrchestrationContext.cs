using System.Collections.Immutable;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>
/// What an orchestrator does and knows. Everything it awaits comes from here, and everything that differs between runs
/// (time, ids, results) is taken from here, so that a replay of its history gives the same decisions.
/// </summary>
public abstract class TaskOrchestrationContext
{
    private ILoggerFactory? _replaySafeLoggerFactory;

    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    /// <summary>The orchestration that called this one; <see langword="null"/> when a client started it.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the present turn, in UTC; the same on every replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code repeats a part that ran before.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The version of the instance; the empty string when there is none.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Configuration of the host for orchestrators.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Calls to, signals to and locks of entities.</summary>
    public virtual TaskOrchestrationEntityFeature Entities => throw new NotSupportedException($"Durable entities are not supported by {GetType()}.");

    /// <summary>Makes loggers that are silent during replay.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => _replaySafeLoggerFactory ??= new ReplaySafeLoggerFactory(this, () => LoggerFactory);

    protected abstract ILoggerFactory LoggerFactory { get; }

    public abstract T? GetInput<T>();

    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) => CallActivityAsync<object>(name, input, options);

    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) => CallActivityAsync<TResult>(name, null, options);

    /// <summary>Schedules an activity.</summary>
    /// <exception cref="TaskFailedException">The activity failed, and was not retried or failed every time.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) => CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>A durable timer; it survives restarts, and cancelling it removes it.</summary>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event from outside. Events that came before are kept; names compare without regard to case.</summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event, at most for <paramref name="timeout"/>.</summary>
    /// <exception cref="OperationCanceledException">The time is over, or <paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var stopTimer = new CancellationTokenSource();
        var timer = CreateTimer(timeout, stopTimer.Token);
        using var stopWaiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var received = WaitForExternalEvent<T>(eventName, stopWaiting.Token);

        // Cancel, not CancelAsync: the loser ends in the same turn, on the orchestrator's thread.
        var loser = await Task.WhenAny(timer, received) == received ? stopTimer : stopWaiting;
        loser.Cancel();
        return await received;
    }

    /// <summary>Sends an event to another orchestration, without waiting.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets what status queries show; written with the present turn.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Runs another orchestration and waits for its output.</summary>
    /// <exception cref="TaskFailedException">The sub-orchestration failed, and was not retried or failed every time.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) => CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) => CallSubOrchestratorAsync(orchestratorName, null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) => CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Begins again with a new input and an empty history, once the orchestrator has returned.</summary>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A unique id that is the same on every replay.</summary>
    public abstract Guid NewGuid();

    public virtual ILogger CreateReplaySafeLogger(string categoryName) => new ReplaySafeLogger(this, UnwrappedLoggerFactory().CreateLogger(categoryName));

    public virtual ILogger CreateReplaySafeLogger(Type type) => new ReplaySafeLogger(this, UnwrappedLoggerFactory().CreateLogger(type));

    public virtual ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(this, UnwrappedLoggerFactory().CreateLogger<T>());

    /// <inheritdoc cref="TaskOrchestrationVersioningUtils.CompareVersions"/>
    public virtual int CompareVersionTo(string version) => TaskOrchestrationVersioningUtils.CompareVersions(Version, version);

    private ILoggerFactory UnwrappedLoggerFactory() => DurableTask.ReplaySafeLoggerFactory.Unwrap(LoggerFactory);
}
