using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

/// <summary>Which instances stay in memory, and that those that do not go on as if they had.</summary>
public sealed class EvictionTests() : DurableTest(forceReplay: false)
{
    [Fact]
    public async Task Instances_WhenMoreWaitThanMayBeLoaded_AreEvictedAndGoOn()
    {
        Functions.Orchestrator("Wait", async context =>
        {
            var first = await context.WaitForExternalEvent<int>("n");
            return first + await context.WaitForExternalEvent<int>("n");
        });
        var hub = await StartAsync(new TaskHubEngineOptions { MaxLoadedInstances = 3 });
        var ids = await ScheduleWaitingAsync(hub, 30);
        await Eventually.HoldsAsync(() => hub.Engine.Health.InstancesInMemory == 3, "three instances in memory");

        foreach (var n in new[] { 1, 10 })
        {
            foreach (var id in ids)
            {
                await hub.Client.RaiseEventAsync(id, "n", n);
            }
        }

        foreach (var id in ids)
        {
            Assert.Equal(11, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        }

        await Eventually.HoldsAsync(() => hub.Engine.Health.InstancesInMemory == 0, "no instance in memory");
    }

    [Fact]
    public async Task Instances_WhenIdleForLong_AreEvicted()
    {
        Functions.Orchestrator("Wait", context => context.WaitForExternalEvent<string>("e"));
        var hub = await StartAsync(new TaskHubEngineOptions { InstanceIdleTimeout = TimeSpan.FromMinutes(10) });
        var ids = await ScheduleWaitingAsync(hub, 5);
        Assert.Equal(5, hub.Engine.Health.InstancesInMemory);

        hub.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(5, hub.Engine.Health.InstancesInMemory);

        // The status is visible a moment before the turn is over.
        await Eventually.HoldsAsync(
            () =>
            {
                hub.Time.Advance(TimeSpan.FromMinutes(5));
                return hub.Engine.Health.InstancesInMemory == 0;
            },
            "no instance in memory");

        await hub.Client.RaiseEventAsync(ids[0], "e", "x");
        Assert.Equal("x", (await hub.EndOfAsync(ids[0])).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Instances_WhenEvictedWhileActivitiesRun_RunNoneTwice()
    {
        var gate = new TaskCompletionSource();
        Functions.Orchestrator("Work", async context => (await Task.WhenAll(
            context.CallActivityAsync<int>("Slow", 1), context.CallActivityAsync<int>("Slow", 2), context.CallActivityAsync<int>("Fast", 3))).Sum());
        Functions.AsyncActivity<int, int>("Slow", async (value, _) =>
        {
            await gate.Task;
            return value;
        });
        Functions.Activity<int, int>("Fast", value => value);
        var hub = await StartAsync(new TaskHubEngineOptions { InstanceIdleTimeout = TimeSpan.FromMinutes(1) });
        var id = await hub.ScheduleAsync("Work");
        await Eventually.HoldsAsync(async () => (await hub.HistoryAsync(id)).Any(record => record.Type == "TaskCompleted"), "the fast activity is recorded");

        // The state goes, the knowledge that two activities run stays; an event loads the state again.
        hub.Time.Advance(TimeSpan.FromMinutes(2));
        await hub.Client.RaiseEventAsync(id, "ignored", 1);
        await Eventually.HoldsAsync(async () => (await hub.HistoryAsync(id)).Any(record => record.Type == "EventRaised"), "the event is recorded");
        hub.Time.Advance(TimeSpan.FromMinutes(2));
        gate.SetResult();

        Assert.Equal(6, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(3, Functions.Runs.Count);
    }

    [Fact]
    public async Task Instances_WhenThousandsWait_CostNoMemoryForTheirState()
    {
        Functions.Orchestrator("Wait", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
        var hub = await StartAsync(new TaskHubEngineOptions { MaxLoadedInstances = 10 });
        var ids = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(_ => hub.ScheduleAsync("Wait")));
        await hub.HasTimersAsync(ids.Length);
        await Eventually.HoldsAsync(() => hub.Engine.Health.InstancesInMemory == 10, "ten instances in memory");

        hub.Time.Advance(TimeSpan.FromHours(1));

        foreach (var id in ids)
        {
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.EndOfAsync(id)).RuntimeStatus);
        }
    }

    [Fact]
    public async Task Instances_WhenTheActivityBacklogIsFull_StayPending()
    {
        var gate = new TaskCompletionSource();
        Functions.Orchestrator("Work", context => context.CallActivityAsync<int>("Slow"));
        Functions.AsyncActivity<object?, int>("Slow", async (_, _) =>
        {
            await gate.Task;
            return 1;
        });
        var hub = await StartAsync(new TaskHubEngineOptions { MaxConcurrentActivities = 1, ActivityBacklogLimit = 5 });
        var first = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => hub.ScheduleAsync("Work")));
        await Eventually.HoldsAsync(() => hub.Engine.Health is { ActivitiesRunning: 1, ActivitiesWaiting: 4 }, "a full backlog");

        var later = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hub.ScheduleAsync("Work")));
        Assert.Equal(20, hub.Engine.Health.InstancesToStart);
        Assert.All(later, id => Assert.Equal(OrchestrationRuntimeStatus.Pending, hub.GetAsync(id).Result.RuntimeStatus));
        gate.SetResult();

        foreach (var id in first.Concat(later))
        {
            Assert.Equal(1, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        }
    }

    [Fact]
    public async Task Terminate_WhenTheInstanceWaitsForRoom_NeverRunsIt()
    {
        var gate = new TaskCompletionSource();
        RegisterSlow(gate.Task);
        var hub = await StartFullAsync();
        var id = await hub.ScheduleAsync("Work", 1);

        await hub.Client.TerminateInstanceAsync(id, "no");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.EndOfAsync(id)).RuntimeStatus);
        gate.SetResult();
        await Eventually.HoldsAsync(() => hub.Engine.Health is { InstancesToStart: 0, ActivitiesRunning: 0, InstancesInMemory: 0 }, "all is quiet");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.GetAsync(id)).RuntimeStatus);
        Assert.Equal(1, Functions.RunsOf("Slow"));
    }

    [Fact]
    public async Task RaiseEvent_WhenTheInstanceWaitsForRoom_IsKept()
    {
        var gate = new TaskCompletionSource();
        RegisterSlow(gate.Task);
        Functions.Orchestrator("Wait", context => context.WaitForExternalEvent<string>("e"));
        var hub = await StartFullAsync();
        await hub.ScheduleAsync("Wait", instanceId: "x");
        await hub.Client.TerminateInstanceAsync("x", "the former run");
        await hub.EndOfAsync("x");

        // The start of the former run still waits when the next one begins.
        await hub.ScheduleAsync("Wait", instanceId: "x");
        await hub.Client.RaiseEventAsync("x", "e", "kept");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.GetAsync("x")).RuntimeStatus);
        gate.SetResult();

        Assert.Equal("kept", (await hub.EndOfAsync("x")).ReadOutputAs<string>());
    }

    private void RegisterSlow(Task gate)
    {
        Functions.Orchestrator("Work", context => context.CallActivityAsync<int>("Slow"));
        Functions.AsyncActivity<object?, int>("Slow", async (_, _) =>
        {
            await gate;
            return 1;
        });
    }

    // One activity runs, and nothing else is started until it ends.
    private async Task<TestTaskHub> StartFullAsync()
    {
        var hub = await StartAsync(new TaskHubEngineOptions { MaxConcurrentActivities = 1, ActivityBacklogLimit = 1 });
        await hub.ScheduleAsync("Work");
        await Eventually.HoldsAsync(() => hub.Engine.Health.ActivitiesRunning == 1, "the backlog is full");
        return hub;
    }

    private static async Task<List<string>> ScheduleWaitingAsync(TestTaskHub hub, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await hub.ScheduleAsync("Wait"));
            await hub.HasStatusAsync(ids[^1], OrchestrationRuntimeStatus.Running);
        }

        return ids;
    }
}
