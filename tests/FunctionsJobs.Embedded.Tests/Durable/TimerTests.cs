using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class TimerTestsInMemory() : TimerTests(false);

public sealed class TimerTestsReplayed() : TimerTests(true);

public abstract class TimerTests(bool forceReplay) : DurableTest(forceReplay)
{
    [Fact]
    public async Task CreateTimer_WhenItsTimeComes_Fires()
    {
        Functions.Orchestrator("Wait", async context =>
        {
            var before = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromMinutes(3), CancellationToken.None);
            return context.CurrentUtcDateTime - before;
        });
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Wait");
        await hub.HasTimersAsync(1);
        hub.Time.Advance(TimeSpan.FromSeconds(179));
        Assert.Equal(1, hub.Engine.Health.Timers);
        hub.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromMinutes(3), (await hub.EndOfAsync(id)).ReadOutputAs<TimeSpan>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    public async Task CreateTimer_WhenItsTimeHasPassed_FiresAtOnce(int seconds)
    {
        Functions.Orchestrator("Past", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(seconds), CancellationToken.None);
            return "fired";
        });
        var hub = await StartAsync();

        Assert.Equal("fired", (await hub.RunAsync("Past")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CreateTimer_WhenLongerThanTheMaximum_IsMadeOfSeveral()
    {
        Functions.Orchestrator("Long", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        var hub = await StartAsync();
        var begin = hub.Time.UtcNow;

        var id = await hub.ScheduleAsync("Long");
        foreach (var days in new[] { 3, 3, 1 })
        {
            await hub.HasTimersAsync(1);
            hub.Time.Advance(TimeSpan.FromDays(days));
        }

        Assert.Equal(begin.AddDays(7), (await hub.EndOfAsync(id)).ReadOutputAs<DateTime>());
        Assert.Equal(3, (await hub.HistoryAsync(id)).Count(record => record.Type == "TimerCreated"));
    }

    [Fact]
    public async Task CreateTimer_WhenExactlyTheMaximum_IsOne()
    {
        Functions.Orchestrator("Exact", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
        var hub = await StartAsync(new TaskHubEngineOptions { MaximumTimerInterval = TimeSpan.FromHours(1) });

        var id = await hub.ScheduleAsync("Exact");
        await hub.HasTimersAsync(1);
        hub.Time.Advance(TimeSpan.FromHours(1));

        await hub.EndOfAsync(id);
        Assert.Equal(1, (await hub.HistoryAsync(id)).Count(record => record.Type == "TimerCreated"));
    }

    [Fact]
    public async Task CreateTimer_WhenCancelled_IsRemovedAndThrows()
    {
        Functions.Orchestrator("Cancel", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
            await context.WaitForExternalEvent<string>("go");
            cancel.Cancel();
            try
            {
                await timer;
                return "fired";
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        });
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Cancel");
        await hub.HasTimersAsync(1);
        await hub.Client.RaiseEventAsync(id, "go", "now");

        Assert.Equal("cancelled", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, hub.Engine.Health.Timers);
        await hub.RestartAsync();
        Assert.Equal(0, hub.Engine.Health.Timers);
    }

    [Fact]
    public async Task CreateTimer_WhenCancelledAfterARestart_IsRemoved()
    {
        Functions.Orchestrator("Cancel", async context =>
        {
            using var cancel = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
            await context.WaitForExternalEvent<string>("go");
            cancel.Cancel();
            await context.WaitForExternalEvent<string>("end");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Cancel");
        await hub.HasTimersAsync(1);

        await hub.RestartAsync();
        Assert.Equal(1, hub.Engine.Health.Timers);
        await hub.Client.RaiseEventAsync(id, "go", "now");
        await hub.HasTimersAsync(0);
        await hub.RestartAsync();

        Assert.Equal(0, hub.Engine.Health.Timers);
    }

    [Fact]
    public async Task CreateTimer_WhenTheTokenWasCancelledBefore_NeedsNoTimer()
    {
        Functions.Orchestrator("Stillborn", async context =>
        {
            var timer = context.CreateTimer(TimeSpan.FromHours(1), new CancellationToken(canceled: true));
            await context.CallActivityAsync("Nothing");
            return timer.IsCanceled;
        });
        Functions.Activity<object?, int>("Nothing", _ => 0);
        var hub = await StartAsync();

        Assert.True((await hub.RunAsync("Stillborn")).ReadOutputAs<bool>());
        Assert.Equal(0, hub.Engine.Health.Timers);
    }

    [Fact]
    public async Task CreateTimer_WhenSeveralAreDue_FireInTheOrderOfTheirTimes()
    {
        Functions.Orchestrator("Order", async context =>
        {
            var order = new List<int>();
            async Task WaitAsync(int minutes)
            {
                await context.CreateTimer(TimeSpan.FromMinutes(minutes), CancellationToken.None);
                order.Add(minutes);
            }

            await Task.WhenAll(WaitAsync(30), WaitAsync(10), WaitAsync(20));
            return order.ToArray();
        });
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Order");
        await hub.HasTimersAsync(3);
        hub.Time.Advance(TimeSpan.FromHours(1));

        var actual = (await hub.EndOfAsync(id)).ReadOutputAs<int[]>()!;
        Assert.Equal([10, 20, 30], actual);
    }

    [Fact]
    public async Task CreateTimer_WhenTheOrchestratorReturnsBefore_KeepsItRunning()
    {
        Functions.Orchestrator("Leaves", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return Task.FromResult("done");
        });
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Leaves");
        await hub.HasTimersAsync(1);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        hub.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("done", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CreateTimer_WhenDueWhileTheHostWasDown_FiresAtTheStart()
    {
        Functions.Orchestrator("Down", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Down");
        await hub.HasTimersAsync(1);
        await hub.Engine.StopAsync(CancellationToken.None);

        hub.Time.Advance(TimeSpan.FromHours(2));
        await hub.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task CreateTimer_WhenTheClockJumpsAhead_FiresAtTheNextLook()
    {
        Functions.Orchestrator("Jump", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Jump");
        await hub.HasTimersAsync(1);

        hub.Time.Jump(TimeSpan.FromHours(2));
        hub.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task CurrentUtcDateTime_WhenTheClockJumpsBack_DoesNotGoBack()
    {
        Functions.Orchestrator("Back", async context =>
        {
            var before = context.CurrentUtcDateTime;
            await context.WaitForExternalEvent<int>("go");
            return context.CurrentUtcDateTime >= before;
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Back");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);

        hub.Time.Jump(TimeSpan.FromHours(-1));
        await hub.Client.RaiseEventAsync(id, "go", 1);

        Assert.True((await hub.EndOfAsync(id)).ReadOutputAs<bool>());
    }
}
