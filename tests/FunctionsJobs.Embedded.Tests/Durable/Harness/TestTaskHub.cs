using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Durable.Harness;

/// <summary>A running engine on a task hub file of its own, with a clock that the test moves.</summary>
internal sealed class TestTaskHub : IAsyncDisposable
{
    private readonly TemporaryTaskHub _file = new();
    private TestFunctions _functions;
    private TaskHubEngineOptions _options;
    private TaskHubEngine _engine;
    private CrashableTaskHubStore _store;

    private TestTaskHub(TestFunctions functions, TaskHubEngineOptions options, ILoggerFactory loggers, int crashAt, CrashMoment crashMoment)
    {
        _functions = functions;
        _options = options;
        Loggers = loggers;
        _store = new CrashableTaskHubStore(_file.NewStore(), crashAt, crashMoment);
        _engine = NewEngine();
    }

    public ManualTime Time { get; } = new();

    public TaskHubEngine Engine => _engine;

    public DurableTaskClient Client => _engine.Client;

    public TestFunctions Functions => _functions;

    /// <summary>The store beneath the engine; reads see what is committed.</summary>
    public CrashableTaskHubStore Store => _store;

    public ILoggerFactory Loggers { get; }

    /// <summary>Activities whose results were committed when the process crashed.</summary>
    public IReadOnlySet<(string InstanceId, int TaskId)> EndedBeforeCrash { get; private set; } = new HashSet<(string, int)>();

    /// <param name="functions">What it can run.</param>
    /// <param name="forceReplay">Whether every turn replays the history.</param>
    /// <param name="options">The engine's options, but for the replay.</param>
    /// <param name="loggers">For the engine and for orchestrators.</param>
    /// <param name="crashAt">The step at which the process dies; 0 for never.</param>
    /// <param name="crashMoment">On which side of that step's commit.</param>
    public static async Task<TestTaskHub> StartAsync(
        TestFunctions functions,
        bool forceReplay,
        TaskHubEngineOptions? options = null,
        ILoggerFactory? loggers = null,
        int crashAt = 0,
        CrashMoment crashMoment = CrashMoment.BeforeCommit)
    {
        var hub = new TestTaskHub(functions, With(options ?? new TaskHubEngineOptions(), forceReplay), loggers ?? NullLoggerFactory.Instance, crashAt, crashMoment);
        await hub._engine.StartAsync(CancellationToken.None).InTime();
        return hub;
    }

    /// <summary>Starts an instance and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, string? instanceId = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId)).InTime();
        return await EndOfAsync(id);
    }

    public Task<string> ScheduleAsync(string orchestrator, object? input = null, string? instanceId = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId)).InTime();

    public Task<OrchestrationMetadata> EndOfAsync(string instanceId) =>
        Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true).InTime();

    public async Task<OrchestrationMetadata> GetAsync(string instanceId) =>
        await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"There is no instance '{instanceId}'.");

    public Task HasStatusAsync(string instanceId, OrchestrationRuntimeStatus status) =>
        Eventually.HoldsAsync(async () => (await Client.GetInstanceAsync(instanceId))?.RuntimeStatus == status, $"{instanceId} is {status}");

    /// <summary>Waits until the custom status, read as text, is the given one: how orchestrators tell how far they are.</summary>
    public Task HasCustomStatusAsync(string instanceId, string status) => Eventually.HoldsAsync(
        async () => (await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true))?.SerializedCustomStatus == $"\"{status}\"",
        $"{instanceId} has the custom status {status}");

    public Task HasTimersAsync(int count) => Eventually.HoldsAsync(() => _engine.Health.Timers == count, $"{count} timers");

    public async Task<IReadOnlyList<HistoryRecord>> HistoryAsync(string instanceId)
    {
        var instance = await _store.GetInstanceAsync(instanceId, withPayloads: false, CancellationToken.None);
        return await _store.ReadHistoryAsync(instance!.Key, CancellationToken.None);
    }

    /// <summary>Stops the engine and starts another one on the same file.</summary>
    public async Task RestartAsync(TaskHubEngineOptions? options = null)
    {
        await _engine.StopAsync(CancellationToken.None).InTime();
        await StartAgainAsync(options);
    }

    /// <summary>Ends the engine as a killed process does, and starts another one on the same file.</summary>
    /// <param name="functions">What the next process can run; the same when not given.</param>
    public async Task CrashAsync(TestFunctions? functions = null)
    {
        _store.Crash();
        await _store.DisposeAsync();
        EndedBeforeCrash = await ReadEndedActivitiesAsync();
        _functions = functions ?? _functions;
        await StartAgainAsync(null);
    }

    private async Task<IReadOnlySet<(string InstanceId, int TaskId)>> ReadEndedActivitiesAsync()
    {
        await using var store = _file.NewStore();
        await store.OpenAsync(CancellationToken.None);
        var ended = new HashSet<(string, int)>();
        foreach (var instance in (await store.QueryInstancesAsync(new InstanceFilter(), null, 1_000, CancellationToken.None)).Items)
        {
            var history = await store.ReadHistoryAsync(instance.Key, CancellationToken.None);
            ended.UnionWith(history.Where(record => record.Type is "TaskCompleted" or "TaskFailed").Select(record => (instance.InstanceId, record.TaskId)));
        }

        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        // Turns of a process that died never end.
        if (!_store.Crashed.IsCompleted && _engine.Health.State is not TaskHubEngineState.Faulted and not TaskHubEngineState.Stopped)
        {
            // A test that failed may leave activities behind that never end.
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _engine.StopAsync(soon.Token).InTime();
        }

        await _store.DisposeAsync();
        _file.Dispose();
    }

    private static TaskHubEngineOptions With(TaskHubEngineOptions options, bool forceReplay) => new()
    {
        HubName = options.HubName,
        MaxConcurrentActivities = options.MaxConcurrentActivities,
        MaxConcurrentOrchestrators = options.MaxConcurrentOrchestrators,
        MaxConcurrentEntities = options.MaxConcurrentEntities,
        MaxEntityBatchSize = options.MaxEntityBatchSize,
        ActivityBacklogLimit = options.ActivityBacklogLimit,
        MaxLoadedInstances = options.MaxLoadedInstances,
        InstanceIdleTimeout = options.InstanceIdleTimeout,
        MaximumTimerInterval = options.MaximumTimerInterval,
        TurnTimeLimit = options.TurnTimeLimit,
        WatchClock = options.WatchClock,
        ActivityDrainTimeout = options.ActivityDrainTimeout,
        ActivityCancelTimeout = options.ActivityCancelTimeout,
        DefaultVersion = options.DefaultVersion,
        ReplaceRunningInstances = options.ReplaceRunningInstances,
        ForceReplay = forceReplay,
    };

    private TaskHubEngine NewEngine() => new(_store, _functions, _options, Time, Loggers);

    private async Task StartAgainAsync(TaskHubEngineOptions? options)
    {
        _options = With(options ?? _options, _options.ForceReplay);
        _store = new CrashableTaskHubStore(_file.NewStore());
        _engine = NewEngine();
        await _engine.StartAsync(CancellationToken.None).InTime();
    }
}
