using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class ControlTestsInMemory() : ControlTests(false);

public sealed class ControlTestsReplayed() : ControlTests(true);

/// <summary>Suspend, resume, terminate and the scheduled start.</summary>
public abstract class ControlTests(bool forceReplay) : DurableTest(forceReplay)
{
    [Fact]
    public async Task Suspend_WhenEventsCome_HoldsThemUntilResumed()
    {
        Functions.Orchestrator("Hold", async context =>
        {
            var seen = "";
            for (var i = 0; i < 3; i++)
            {
                seen += await context.WaitForExternalEvent<string>("e");
                context.SetCustomStatus(seen);
            }

            return seen;
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Hold");
        await hub.Client.RaiseEventAsync(id, "e", "a");
        await hub.HasCustomStatusAsync(id, "a");

        await hub.Client.SuspendInstanceAsync(id, "a pause");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await hub.Client.RaiseEventAsync(id, "e", "b");
        await hub.Client.RaiseEventAsync(id, "e", "c");
        await Eventually.HoldsAsync(async () => (await hub.HistoryAsync(id)).Count(record => record.Type == "EventRaised") == 3, "the events are recorded");
        Assert.Equal("\"a\"", (await hub.GetAsync(id)).SerializedCustomStatus);

        await hub.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.Client.ResumeInstanceAsync(id, "go on");

        Assert.Equal("abc", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspend_WhenAnActivityEnds_KeepsItsResult()
    {
        var gate = new TaskCompletionSource();
        Functions.Orchestrator("Hold", context => context.CallActivityAsync<int>("Slow"));
        Functions.AsyncActivity<object?, int>("Slow", async (_, _) =>
        {
            await gate.Task;
            return 7;
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Hold");
        await Eventually.HoldsAsync(() => Functions.RunsOf("Slow") == 1, "the activity");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        gate.SetResult();
        await Eventually.HoldsAsync(async () => (await hub.HistoryAsync(id)).Any(record => record.Type == "TaskCompleted"), "the result is recorded");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.GetAsync(id)).RuntimeStatus);

        await hub.CrashAsync();
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal(7, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, Functions.RunsOf("Slow"));
    }

    [Fact]
    public async Task Suspend_WhenATimerIsDue_HoldsIt()
    {
        Functions.Orchestrator("Hold", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Hold");
        await hub.HasTimersAsync(1);
        await hub.Client.SuspendInstanceAsync(id);
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        hub.Time.Advance(TimeSpan.FromHours(1));
        await Eventually.HoldsAsync(async () => (await hub.HistoryAsync(id)).Any(record => record.Type == "TimerFired"), "the timer is recorded");

        hub.Time.Advance(TimeSpan.FromHours(1));
        var resumedAt = hub.Time.UtcNow;
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal(resumedAt, (await hub.EndOfAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Suspend_WhenTheInstanceHasNotStarted_HoldsWhatItsCodeDoesFirst()
    {
        Functions.Orchestrator("Later", context => context.CallActivityAsync<int>("Work"));
        Functions.Activity<object?, int>("Work", _ => 1);
        var hub = await StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Later", null, new StartOrchestrationOptions(StartAt: hub.Time.GetUtcNow().AddHours(1)));
        await hub.Client.SuspendInstanceAsync(id);
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await hub.RestartAsync();
        Assert.Equal(0, Functions.RunsOf("Work"));

        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal(1, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, Functions.RunsOf("Work"));
    }

    [Fact]
    public async Task Resume_WhenNotSuspended_ChangesNothing()
    {
        Functions.Orchestrator("Wait", context => context.WaitForExternalEvent<string>("e"));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Wait");
        await hub.Client.ResumeInstanceAsync(id);
        await hub.Client.RaiseEventAsync(id, "e", "x");

        Assert.Equal("x", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.DoesNotContain(await hub.HistoryAsync(id), record => record.Type == "ExecutionResumed");
    }

    [Fact]
    public async Task Terminate_WhenRunning_EndsAtOnceWithTheOutput()
    {
        Functions.Orchestrator("Endless", async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            await context.WaitForExternalEvent<int>("never");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Endless");
        await hub.HasTimersAsync(1);

        await hub.Client.TerminateInstanceAsync(id, new { Why = "enough" });

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("{\"Why\":\"enough\"}", end.SerializedOutput);
        Assert.Null(end.FailureDetails);
        Assert.Equal(0, hub.Engine.Health.Timers);
    }

    [Fact]
    public async Task Terminate_WhenSuspended_Ends()
    {
        Functions.Orchestrator("Endless", context => context.WaitForExternalEvent<int>("never"));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Endless");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Suspended);

        await hub.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Terminate_WhenNotStarted_EndsWithoutRunning()
    {
        var ran = false;
        Functions.Orchestrator("Later", _ =>
        {
            ran = true;
            return Task.FromResult(1);
        });
        var hub = await StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Later", null, new StartOrchestrationOptions(StartAt: hub.Time.GetUtcNow().AddHours(1)));

        await hub.Client.TerminateInstanceAsync(id, "no");
        await hub.EndOfAsync(id);
        hub.Time.Advance(TimeSpan.FromHours(2));
        await hub.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.GetAsync(id)).RuntimeStatus);
        Assert.False(ran);
    }

    [Fact]
    public async Task Terminate_WhenActivitiesRun_DropsTheirResultsAndStartsNoOthers()
    {
        var gate = new TaskCompletionSource();
        Functions.Orchestrator("Busy", context => Task.WhenAll(Enumerable.Range(0, 30).Select(i => context.CallActivityAsync("Slow", i))));
        Functions.AsyncActivity<int, int>("Slow", async (_, _) =>
        {
            await gate.Task;
            return 0;
        });
        var hub = await StartAsync(new() { MaxConcurrentActivities = 2 });
        var id = await hub.ScheduleAsync("Busy");
        await Eventually.HoldsAsync(() => Functions.RunsOf("Slow") == 2, "two activities");

        await hub.Client.TerminateInstanceAsync(id);
        await hub.EndOfAsync(id);
        gate.SetResult();
        await Eventually.HoldsAsync(() => hub.Engine.Health is { ActivitiesRunning: 0, ActivitiesWaiting: 0 }, "the activities end");

        Assert.Equal(2, Functions.RunsOf("Slow"));
        Assert.DoesNotContain(await hub.HistoryAsync(id), record => record.Type == "TaskCompleted");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terminate_WhenRecursive_EndsTheWholeTree(bool recursive)
    {
        Functions.Orchestrator("Parent", context => Task.WhenAll(
            context.CallSubOrchestratorAsync("Middle", new SubOrchestrationOptions(instanceId: "middle")),
            context.CallSubOrchestratorAsync("Leaf", new SubOrchestrationOptions(instanceId: "leaf-1"))));
        Functions.Orchestrator("Middle", context => context.CallSubOrchestratorAsync("Leaf", new SubOrchestrationOptions(instanceId: "leaf-2")));
        Functions.Orchestrator("Leaf", context => context.WaitForExternalEvent<int>("never"));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Parent");
        foreach (var leaf in new[] { "leaf-1", "leaf-2" })
        {
            await hub.HasStatusAsync(leaf, OrchestrationRuntimeStatus.Running);
        }

        await hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("all", Recursive: recursive));
        await hub.EndOfAsync(id);

        foreach (var child in new[] { "middle", "leaf-1", "leaf-2" })
        {
            if (recursive)
            {
                Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.EndOfAsync(child)).RuntimeStatus);
            }
            else
            {
                Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(child)).RuntimeStatus);
            }
        }
    }

    [Fact]
    public async Task Terminate_WhenTheInstanceIsOver_ChangesNothing()
    {
        Functions.Orchestrator("Short", _ => Task.FromResult(1));
        var hub = await StartAsync();
        var end = await hub.RunAsync("Short");

        await hub.Client.TerminateInstanceAsync(end.InstanceId, "late");
        await hub.Client.TerminateInstanceAsync("nobody", "late");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.GetAsync(end.InstanceId)).RuntimeStatus);
    }

    [Fact]
    public async Task StartAt_WhenInTheFuture_StartsThen()
    {
        Functions.Orchestrator("Later", context => Task.FromResult(context.CurrentUtcDateTime));
        var hub = await StartAsync();
        var startAt = hub.Time.GetUtcNow().AddDays(40);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Later", null, new StartOrchestrationOptions(StartAt: startAt));

        await hub.RestartAsync();
        hub.Time.Advance(TimeSpan.FromDays(39));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.GetAsync(id)).RuntimeStatus);
        hub.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(startAt.UtcDateTime, (await hub.EndOfAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task StartAt_WhenInThePast_StartsAtOnce()
    {
        Functions.Orchestrator("Now", _ => Task.FromResult("ran"));
        var hub = await StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Now", null, new StartOrchestrationOptions(StartAt: hub.Time.GetUtcNow().AddDays(-1)));

        Assert.Equal("ran", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
