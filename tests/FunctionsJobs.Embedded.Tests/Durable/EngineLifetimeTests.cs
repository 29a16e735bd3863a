using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Durable;

/// <summary>Start, stop, faults and health of the engine.</summary>
public sealed class EngineLifetimeTests() : DurableTest(forceReplay: false)
{
    [Fact]
    public async Task Stop_WhenActivitiesRun_LetsThemEndAndKeepsTheirResults()
    {
        var gate = new TaskCompletionSource();
        RegisterSlow(_ => gate.Task);
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Work");
        await Eventually.HoldsAsync(() => Functions.RunsOf("Slow") == 1, "the activity");

        var stop = hub.Engine.StopAsync(CancellationToken.None);
        Assert.Equal(TaskHubEngineState.Stopping, hub.Engine.Health.State);
        Assert.False(stop.IsCompleted);
        gate.SetResult();
        await stop.InTime();
        await hub.RestartAsync();

        Assert.Equal(7, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, Functions.RunsOf("Slow"));
    }

    [Fact]
    public async Task Stop_WhenActivitiesOutlastTheLimit_CancelsThemAndRunsThemAgainLater()
    {
        RegisterSlow(stopping => Functions.RunsOf("Slow") == 1 ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping) : Task.CompletedTask);
        var hub = await StartAsync(new TaskHubEngineOptions { ActivityDrainTimeout = TimeSpan.FromSeconds(10) });
        var id = await hub.ScheduleAsync("Work");
        await Eventually.HoldsAsync(() => Functions.RunsOf("Slow") == 1, "the activity");

        var stop = hub.Engine.StopAsync(CancellationToken.None);
        await AdvanceUntilAsync(hub, stop);
        await hub.RestartAsync();

        Assert.Equal(7, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(2, Functions.RunsOf("Slow"));
    }

    [Fact]
    public async Task Stop_WhenActivitiesIgnoreTheirCancellation_LeavesThem()
    {
        var never = new TaskCompletionSource();
        RegisterSlow(_ => never.Task);
        var hub = await StartAsync();
        await hub.ScheduleAsync("Work");
        await Eventually.HoldsAsync(() => Functions.RunsOf("Slow") == 1, "the activity");

        await AdvanceUntilAsync(hub, hub.Engine.StopAsync(CancellationToken.None));

        Assert.Equal(TaskHubEngineState.Stopped, hub.Engine.Health.State);
    }

    [Fact]
    public async Task Stop_WhenSomebodyWaits_TellsThem()
    {
        Functions.Orchestrator("Wait", context => context.WaitForExternalEvent<int>("never"));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Wait");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);
        var waiting = hub.Client.WaitForInstanceCompletionAsync(id);

        await hub.Engine.StopAsync(CancellationToken.None).InTime();

        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RaiseEventAsync(id, "e").InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait").InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.GetInstanceAsync(id).InTime());
    }

    [Fact]
    public async Task Start_WhenCalledTwice_Throws()
    {
        var hub = await StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Engine.StartAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Start_WhenTheHubHasAnOwner_ThrowsAndIsFaulted()
    {
        using var file = new TemporaryTaskHub();
        await using var owner = file.NewStore();
        await owner.OpenAsync(CancellationToken.None);
        await using var second = new TaskHubEngine(file.NewStore(), Functions, new TaskHubEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);

        await Assert.ThrowsAsync<TaskHubInUseException>(() => second.StartAsync(CancellationToken.None).InTime());

        Assert.Equal(TaskHubEngineState.Faulted, second.Health.State);
        Assert.NotNull(second.Health.Fault);
    }

    [Fact]
    public async Task Store_WhenItFails_StopsTheEngineLoudly()
    {
        using var folder = new TemporaryFolder();
        var log = new ListLoggerProvider();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        Functions.Orchestrator("Wait", context => context.WaitForExternalEvent<int>("never"));
        Functions.Orchestrator("Fill", async context =>
        {
            for (var i = 0; ; i++)
            {
                await context.CallActivityAsync("Noise", i);
            }
        });
        Functions.Activity<int, byte[]>("Noise", i =>
        {
            var noise = new byte[200_000];
            new Random(i).NextBytes(noise);
            return noise;
        });
        var store = new SqliteTaskHubStore(
            new SqliteTaskHubOptions { FilePath = folder.File("full.db"), FlushOnCommit = false, MaxFileSize = 2 * 1024 * 1024 }, TimeProvider.System);
        await using var engine = new TaskHubEngine(store, Functions, new TaskHubEngineOptions(), TimeProvider.System, loggers);
        await engine.StartAsync(CancellationToken.None).InTime();
        var waiting = engine.Client.WaitForInstanceCompletionAsync(await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait"));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Fill");

        await Eventually.HoldsAsync(() => engine.Health.State == TaskHubEngineState.Faulted, "the engine is faulted");

        var told = await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.InTime());
        Assert.Contains(engine.Health.Fault!, told.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait").InTime());
        Assert.Single(log.Entries, entry => entry.Level == LogLevel.Critical);
        await engine.StopAsync(CancellationToken.None).InTime();
        Assert.Equal(TaskHubEngineState.Faulted, engine.Health.State);
    }

    [Fact]
    public async Task Store_WhenItFailsWithoutATurn_StopsTheEngineToo()
    {
        using var file = new TemporaryTaskHub();
        Functions.Orchestrator("Any", _ => Task.CompletedTask);
        await using var engine = new TaskHubEngine(file.NewStore(), Functions, new TaskHubEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None).InTime();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Any").InTime();
        await engine.Client.WaitForInstanceCompletionAsync(id).InTime();
        file.Execute("CREATE TRIGGER t BEFORE DELETE ON instances BEGIN SELECT RAISE(ABORT, 'injected'); END");

        await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => engine.Client.PurgeInstanceAsync(id).InTime());

        await Eventually.HoldsAsync(() => engine.Health.State == TaskHubEngineState.Faulted, "the engine is faulted");
        Assert.Contains("injected", engine.Health.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WhenFaulted_ComesAfterTheLogOfIt()
    {
        using var file = new TemporaryTaskHub();
        using var log = new WaitingLoggerProvider();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        Functions.Orchestrator("Any", _ => Task.CompletedTask);
        await using var engine = new TaskHubEngine(file.NewStore(), Functions, new TaskHubEngineOptions(), TimeProvider.System, loggers);
        await engine.StartAsync(CancellationToken.None).InTime();
        file.Execute("CREATE TRIGGER t BEFORE INSERT ON instances BEGIN SELECT RAISE(ABORT, 'injected'); END");

        var start = Task.Run(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Any"));
        await log.Arrived.Task.InTime();
        Assert.Equal(TaskHubEngineState.Running, engine.Health.State);
        log.Release.Set();

        await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => start.InTime());
        await Eventually.HoldsAsync(() => engine.Health.State == TaskHubEngineState.Faulted, "the engine is faulted");
    }

    [Fact]
    public async Task Payload_WhenTooLarge_FailsTheInstanceAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        Functions.Orchestrator("Big", context => context.CallActivityAsync<string>("Huge"));
        Functions.Orchestrator("Small", context => context.CallActivityAsync<string>("Little"));
        Functions.Activity<object?, string>("Huge", _ => new string('x', 100_000)).Activity<object?, string>("Little", _ => "y");
        var store = new SqliteTaskHubStore(
            new SqliteTaskHubOptions { FilePath = folder.File("hub.db"), FlushOnCommit = false, MaxPayloadSize = 50_000 }, TimeProvider.System);
        await using var engine = new TaskHubEngine(store, Functions, new TaskHubEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None).InTime();

        var big = await engine.Client.WaitForInstanceCompletionAsync(await engine.Client.ScheduleNewOrchestrationInstanceAsync("Big"), true).InTime();
        var small = await engine.Client.WaitForInstanceCompletionAsync(await engine.Client.ScheduleNewOrchestrationInstanceAsync("Small"), true).InTime();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, big.RuntimeStatus);
        Assert.Contains("50,000 bytes", big.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("y", small.ReadOutputAs<string>());
        await Assert.ThrowsAsync<PayloadTooLargeException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Small", new string('x', 100_000)));
        Assert.Equal(TaskHubEngineState.Running, engine.Health.State);
    }

    [Fact]
    public void Options_WhenNotSet_HaveTheDocumentedDefaults()
    {
        var options = new TaskHubEngineOptions();

        options.Validate();
        Assert.Equal(10 * Environment.ProcessorCount, options.MaxConcurrentActivities);
        Assert.Equal(10 * Environment.ProcessorCount, options.MaxConcurrentOrchestrators);
        Assert.Equal(1_000, options.ActivityBacklogLimit);
        Assert.Equal(2_000, options.MaxLoadedInstances);
        Assert.Equal(TimeSpan.FromSeconds(30), options.InstanceIdleTimeout);
        Assert.Equal(TimeSpan.FromDays(3), options.MaximumTimerInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), options.ActivityDrainTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.ActivityCancelTimeout);
        Assert.Equal("", options.DefaultVersion);
        Assert.False(options.ReplaceRunningInstances);
        Assert.False(options.ForceReplay);
    }

    public static TheoryData<string> BadOptions => [.. s_badOptions.Keys];

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_WhenOutOfRange_AreRefusedByName(string name)
    {
        var fault = Assert.Throws<ArgumentException>(() => s_badOptions[name].Validate());

        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, TaskHubEngineOptions> s_badOptions = new()
    {
        [nameof(TaskHubEngineOptions.HubName)] = new() { HubName = " " },
        [nameof(TaskHubEngineOptions.MaxConcurrentActivities)] = new() { MaxConcurrentActivities = 0 },
        [nameof(TaskHubEngineOptions.MaxConcurrentOrchestrators)] = new() { MaxConcurrentOrchestrators = 0 },
        [nameof(TaskHubEngineOptions.ActivityBacklogLimit)] = new() { ActivityBacklogLimit = 3, MaxConcurrentActivities = 4 },
        [nameof(TaskHubEngineOptions.MaxLoadedInstances)] = new() { MaxLoadedInstances = 0 },
        [nameof(TaskHubEngineOptions.InstanceIdleTimeout)] = new() { InstanceIdleTimeout = TimeSpan.Zero },
        [nameof(TaskHubEngineOptions.MaximumTimerInterval)] = new() { MaximumTimerInterval = TimeSpan.Zero },
        [nameof(TaskHubEngineOptions.ActivityDrainTimeout)] = new() { ActivityDrainTimeout = TimeSpan.FromSeconds(-1) },
        [nameof(TaskHubEngineOptions.ActivityCancelTimeout)] = new() { ActivityCancelTimeout = TimeSpan.FromSeconds(-1) },
    };

    /// <summary>Holds back who logs something critical.</summary>
    private sealed class WaitingLoggerProvider : ILoggerProvider, ILogger
    {
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim Release { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical)
            {
                Arrived.TrySetResult();
                Assert.True(Release.Wait(Eventually.Limit));
            }
        }

        public void Dispose() => Release.Dispose();
    }

    private static Task AdvanceUntilAsync(TestTaskHub hub, Task stop) => Eventually.HoldsAsync(
        () =>
        {
            hub.Time.Advance(TimeSpan.FromSeconds(5));
            return stop.IsCompleted;
        },
        "the engine has stopped");

    private void RegisterSlow(Func<CancellationToken, Task> wait)
    {
        Functions.Orchestrator("Work", context => context.CallActivityAsync<int>("Slow"));
        Functions.AsyncActivity<object?, int>("Slow", async (_, stopping) =>
        {
            await wait(stopping);
            return 7;
        });
    }
}
