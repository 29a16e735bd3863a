using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>The context that orchestrator code sees.</summary>
internal sealed class EngineOrchestrationContext(
    OrchestrationExecutor executor, InstanceRecord instance, DataConverter converter, ILoggerFactory loggers, TaskHubEngineOptions options) : TaskOrchestrationContext
{
    private ILogger? _logger;
    private OrchestrationEntities? _entities;
    private int _guids;

    public override TaskName Name { get; } = instance.Name;

    public override string InstanceId => instance.InstanceId;

    public override ParentOrchestrationInstance? Parent { get; } = instance.Parent is { } parent ? new(parent.Name, parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime
    {
        get
        {
            executor.RequireThread();
            return executor.Now;
        }
    }

    public override bool IsReplaying => executor.IsReplaying;

    public override string Version => instance.Version;

    public override TaskOrchestrationEntityFeature Entities => _entities ??= new OrchestrationEntities(executor, converter);

    protected override ILoggerFactory LoggerFactory => loggers;

    /// <summary>What the code was called with, for instance its services; disposed when the instance leaves memory before the code returned.</summary>
    public IAsyncDisposable? Scope { get; set; }

    private ILogger Logger => _logger ??= CreateReplaySafeLogger("Microsoft.DurableTask");

    /// <summary>The code has returned or thrown: locks that it still holds are released.</summary>
    public void OnCodeReturned() => _entities?.LeaveCriticalSection();

    public override T? GetInput<T>()
        where T : default => converter.Deserialize<T>(instance.Input);

    public override Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivity<object>(name, input, options, null);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivity<TResult>(name, input, options, converter);

    public override Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestrator<object>(orchestratorName, input, options, null);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestrator<TResult>(orchestratorName, input, options, converter);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        executor.RequireThread();
        var fireAtUtc = fireAt.ToUniversalTime();
        return fireAtUtc - CurrentUtcDateTime <= options.MaximumTimerInterval
            ? StartTimer(fireAtUtc, cancellationToken)
            : CreateLongTimer(fireAtUtc, cancellationToken);
    }

    /// <summary>The delay between two attempts; never split.</summary>
    public Task CreateRetryTimer(TimeSpan delay)
    {
        var now = CurrentUtcDateTime;
        return StartTimer(delay < DateTime.MaxValue - now ? now + delay : DateTime.MaxValue, CancellationToken.None);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        executor.RequireThread();
        return executor.Events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        InstanceIdRules.Validate(instanceId, nameof(instanceId));
        executor.RequireThread();
        var serialized = converter.Serialize(payload);
        executor.Add(new EventSent { TaskId = executor.NextTaskId(), InstanceId = instanceId, Name = eventName, Payload = serialized });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        executor.RequireThread();
        executor.SetCustomStatus(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        executor.RequireThread();
        var version = string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion;
        executor.ContinueAsNew(new ContinuedExecution(converter.Serialize(options.NewInput), version), options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        executor.RequireThread();
        return DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, _guids++);
    }

    private Task<T> CallActivity<T>(TaskName name, object? input, TaskOptions? options, DataConverter? resultConverter)
    {
        executor.RequireThread();
        if (input is TaskOptions && options is null)
        {
            return Task.FromException<T>(new ArgumentException(
                $"A {nameof(TaskOptions)} value was provided for the activity input but no value was provided for {nameof(options)}. "
                + $"Did you actually mean to provide a {nameof(TaskOptions)} value for the {nameof(options)} parameter?",
                nameof(input)));
        }

        string? serialized;
        try
        {
            ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
            serialized = converter.Serialize(input);
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }

        var version = options?.Version?.Version ?? Version;
        return options?.Retry is { } retry
            ? ScheduleWithRetry<T>(retry, name, version, serialized, options.Tags, resultConverter)
            : Schedule<T>(name, version, serialized, options?.Tags, resultConverter);
    }

    private Task<T> ScheduleWithRetry<T>(
        TaskRetryOptions retry, string name, string version, string? input, IDictionary<string, string>? tags, DataConverter? resultConverter) =>
        Retry(name, retry, () => Schedule<T>(name, version, input, tags, resultConverter));

    private Task<T> Schedule<T>(string name, string version, string? input, IDictionary<string, string>? tags, DataConverter? resultConverter)
    {
        var call = new OpenCall<T>(executor.NextTaskId(), name, resultConverter);
        executor.Add(new TaskScheduled { TaskId = call.TaskId, Name = name, Version = version, Input = input, Tags = tags }, call);
        return call.Task;
    }

    private Task<T> CallSubOrchestrator<T>(TaskName name, object? input, TaskOptions? callOptions, DataConverter? resultConverter)
    {
        executor.RequireThread();
        string childId;
        string? serialized;
        try
        {
            ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
            _entities?.CheckSubOrchestration();

            // One id for all attempts: a retry replaces the failed instance.
            childId = (callOptions as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
            InstanceIdRules.ValidateChild(childId, InstanceId);
            serialized = converter.Serialize(input);
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }

        var version = callOptions?.Version?.Version ?? options.DefaultVersion;
        return callOptions?.Retry is { } retry
            ? CreateWithRetry<T>(retry, name, childId, version, serialized, callOptions.Tags, resultConverter)
            : Create<T>(name, childId, version, serialized, callOptions?.Tags, resultConverter);
    }

    private Task<T> CreateWithRetry<T>(
        TaskRetryOptions retry, string name, string childId, string version, string? input, IDictionary<string, string>? tags, DataConverter? resultConverter) =>
        Retry(name, retry, () => Create<T>(name, childId, version, input, tags, resultConverter));

    private Task<T> Create<T>(string name, string childId, string version, string? input, IDictionary<string, string>? tags, DataConverter? resultConverter)
    {
        var call = new OpenCall<T>(executor.NextTaskId(), name, resultConverter);
        executor.Add(
            new SubOrchestrationCreated { TaskId = call.TaskId, Name = name, InstanceId = childId, Version = version, Input = input, Tags = tags }, call);
        return call.Task;
    }

    private Task<T> Retry<T>(string name, TaskRetryOptions retry, Func<Task<T>> attempt) => retry.Policy is { } policy
        ? RetryLoop.RunAsync(this, policy, name, Logger, attempt)
        : RetryLoop.RunAsync(this, retry.Handler!, name, Logger, attempt);

    private async Task CreateLongTimer(DateTime fireAtUtc, CancellationToken cancellation)
    {
        while (fireAtUtc - CurrentUtcDateTime > options.MaximumTimerInterval && !cancellation.IsCancellationRequested)
        {
            await StartTimer(CurrentUtcDateTime + options.MaximumTimerInterval, cancellation);
        }

        await StartTimer(fireAtUtc, cancellation);
    }

    private Task StartTimer(DateTime fireAtUtc, CancellationToken cancellation)
    {
        executor.RequireThread();
        var timer = new OpenTimer(executor.NextTaskId(), fireAtUtc, executor);
        executor.Add(new TimerCreated { TaskId = timer.TaskId, FireAt = fireAtUtc }, timer);
        timer.CancelWith(cancellation);
        return timer.Task;
    }
}
