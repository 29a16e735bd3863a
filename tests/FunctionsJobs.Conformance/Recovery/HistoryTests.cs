using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Recovery;

/// <summary>What the history of an instance tells.</summary>
public sealed class HistoryTests
{
    [Theory, EveryMode(Needs = HostFeatures.History)]
    public async Task History_WhenAnActivityReturned_TellsItsCallAndItsEnd(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = (await host.RunAsync("Call", "in")).InstanceId;

        var history = await host.Client.GetOrchestrationHistoryAsync(id);

        Assert.Equal(
            [
                EventType.OrchestratorStarted, EventType.ExecutionStarted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.ExecutionCompleted, EventType.OrchestratorCompleted,
            ],
            history.Select(shown => shown.EventType));
        var started = Assert.IsType<ExecutionStartedEvent>(history[1]);
        Assert.Equal(("Call", "\"in\"", id), (started.Name, started.Input, started.OrchestrationInstance.InstanceId));
        var scheduled = Assert.IsType<TaskScheduledEvent>(history[2]);
        Assert.Equal("Echo", scheduled.Name);
        var completed = Assert.IsType<TaskCompletedEvent>(history[5]);
        Assert.Equal((scheduled.EventId, "\"in\""), (completed.TaskScheduledId, completed.Result));
        var ended = Assert.IsType<ExecutionCompletedEvent>(history[6]);
        Assert.Equal((OrchestrationStatus.Completed, "\"in\""), (ended.OrchestrationStatus, ended.Result));
        Assert.All(history, shown => Assert.Equal(DateTimeKind.Utc, shown.Timestamp.Kind));
        Assert.Equal(history.Select(shown => shown.Timestamp).Order(), history.Select(shown => shown.Timestamp));
    }

    [Theory, EveryMode(Needs = HostFeatures.History)]
    public async Task History_WhenAnActivityFailed_TellsTheFailure(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = (await host.RunAsync("CallBroken")).InstanceId;

        var history = await host.Client.GetOrchestrationHistoryAsync(id);

        var failed = Assert.Single(history.OfType<TaskFailedEvent>());
        Assert.Equal(typeof(InvalidOperationException).FullName, failed.FailureDetails?.ErrorType);
        Assert.Equal("broken", failed.FailureDetails?.ErrorMessage);
        var ended = Assert.Single(history.OfType<ExecutionCompletedEvent>());
        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, ended.FailureDetails?.ErrorType);
    }

    [Theory, EveryMode(Needs = HostFeatures.History)]
    public async Task History_TellsTimersEventsAndSubOrchestrations(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = await host.StartAsync("All");
        await host.Client.RaiseEventAsync(id, "Go", 7);
        (await host.EndOfAsync(id)).ShouldHaveCompleted();

        var history = await host.Client.GetOrchestrationHistoryAsync(id);

        var created = Assert.Single(history.OfType<TimerCreatedEvent>());
        var fired = Assert.Single(history.OfType<TimerFiredEvent>());
        Assert.Equal((created.EventId, created.FireAt), (fired.TimerId, fired.FireAt));
        var raised = Assert.Single(history.OfType<EventRaisedEvent>());
        Assert.Equal(("Go", "7"), (raised.Name, raised.Input));
        var called = Assert.Single(history.OfType<SubOrchestrationInstanceCreatedEvent>());
        var returned = Assert.Single(history.OfType<SubOrchestrationInstanceCompletedEvent>());
        Assert.Equal(("Call", "\"child\"", called.EventId), (called.Name, returned.Result, returned.TaskScheduledId));
        var child = Assert.IsType<ExecutionStartedEvent>((await host.Client.GetOrchestrationHistoryAsync(called.InstanceId))[1]);
        Assert.Equal((id, "All", called.EventId), (child.ParentInstance.OrchestrationInstance.InstanceId, child.ParentInstance.Name, child.ParentInstance.TaskScheduleId));
    }

    [Theory, EveryMode(Needs = HostFeatures.History)]
    public async Task History_WhenTheInstanceWasTerminated_TellsIt(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = await host.StartAsync("All");
        await host.UntilAsync(id, OrchestrationRuntimeStatus.Running);
        await host.Client.TerminateInstanceAsync(id, "enough");
        await host.EndOfAsync(id);

        var history = await host.Client.GetOrchestrationHistoryAsync(id);

        Assert.Equal("\"enough\"", Assert.Single(history.OfType<ExecutionTerminatedEvent>()).Input);
        Assert.Equal(OrchestrationStatus.Terminated, Assert.Single(history.OfType<ExecutionCompletedEvent>()).OrchestrationStatus);
    }

    [Theory, EveryMode(Needs = HostFeatures.History | HostFeatures.Rewind)]
    public async Task History_WhenTheInstanceWasRewound_TellsThatAndNoFailure(DurableMode mode)
    {
        var calls = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Run", context => context.CallActivityAsync<int>("Work"))
            .AddActivityFunc<int>("Work", _ => Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException("first") : calls));
        var id = (await host.RunAsync("Run")).InstanceId;
        await host.Client.RewindInstanceAsync(id, "repaired");
        (await host.EndOfAsync(id)).ShouldHaveCompleted();

        var history = await host.Client.GetOrchestrationHistoryAsync(id);

        Assert.Single(history.OfType<ExecutionRewoundEvent>());
        Assert.Empty(history.OfType<TaskFailedEvent>());
        Assert.Equal("2", Assert.Single(history.OfType<TaskCompletedEvent>()).Result);
    }

    [Theory, EveryMode(Needs = HostFeatures.History)]
    public async Task History_OfAnUnknownInstance_IsRefused(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.GetOrchestrationHistoryAsync("nowhere"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.GetOrchestrationHistoryAsync(string.Empty));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.GetOrchestrationHistoryAsync("@counter@one"));
    }

    [Theory, EveryMode(Needs = HostFeatures.History | HostFeatures.ScheduledStart)]
    public async Task History_BeforeTheStart_IsEmpty(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = await host.StartAsync("Call", "in", new StartOrchestrationOptions { StartAt = TimeProvider.System.GetUtcNow().AddHours(1) });

        Assert.Empty(await host.Client.GetOrchestrationHistoryAsync(id));
    }

    private static Task<IDurableHost> StartHostAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string, string>("Call", (context, input) => context.CallActivityAsync<string>("Echo", input))
        .AddOrchestratorFunc<string>("CallBroken", context => context.CallActivityAsync<string>("Broken"))
        .AddOrchestratorFunc<int>("All", async context =>
        {
            var value = await context.WaitForExternalEvent<int>("Go");
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            await context.CallSubOrchestratorAsync<string>("Call", "child");
            return value;
        })
        .AddActivityFunc<string, string>("Echo", (_, input) => input)
        .AddActivityFunc<string>("Broken", string (_) => throw new InvalidOperationException("broken")));
}
