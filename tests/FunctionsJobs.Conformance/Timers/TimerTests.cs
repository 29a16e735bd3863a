using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Timers;

/// <summary>Durable timers.</summary>
public sealed class TimerTests
{
    [Theory, EveryMode]
    public async Task Timer_WhenItFires_IsNotEarly(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<TimeSpan>("Wait", async context =>
        {
            var start = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            return context.CurrentUtcDateTime - start;
        }));

        var waited = await host.OutputOfAsync<TimeSpan>("Wait");

        Assert.True(waited >= TimeSpan.FromMilliseconds(200), $"{waited}");
    }

    [Theory, EveryMode(0), EveryMode(-1), EveryMode(-100_000)]
    public async Task Timer_WhenItIsDueAlready_FiresAtOnce(DurableMode mode, int seconds)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(seconds), CancellationToken.None);
            return "fired";
        }));

        Assert.Equal("fired", await host.OutputOfAsync<string>("Wait"));
    }

    [Theory, EveryMode]
    public async Task Timer_WhenGivenALocalTime_FiresAtThatInstant(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<TimeSpan>("Wait", async context =>
        {
            var start = context.CurrentUtcDateTime;
            await context.CreateTimer(start.AddMilliseconds(100).ToLocalTime(), CancellationToken.None);
            return context.CurrentUtcDateTime - start;
        }));

        var waited = await host.OutputOfAsync<TimeSpan>("Wait");

        Assert.True(waited >= TimeSpan.FromMilliseconds(100), $"{waited}");
    }

    [Theory, EveryMode]
    public async Task Timers_WhenManyAreDueAtOnce_AllFire(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Wait", async context =>
        {
            var due = context.CurrentUtcDateTime.AddMilliseconds(100);
            var timers = Enumerable.Range(0, 50).Select(_ => context.CreateTimer(due, CancellationToken.None)).ToArray();
            await Task.WhenAll(timers);
            return timers.Count(timer => timer.IsCompletedSuccessfully);
        }));

        Assert.Equal(50, await host.OutputOfAsync<int>("Wait"));
    }

    [Theory, EveryMode]
    public async Task Timers_WhenCreatedInAnotherOrder_FireByTheirTime(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int[]>("Wait", async context =>
        {
            int[] delays = [400, 50, 200];
            var open = delays.ToDictionary(delay => context.CreateTimer(TimeSpan.FromMilliseconds(delay), CancellationToken.None));
            var order = new List<int>();
            while (open.Count > 0)
            {
                var fired = await Task.WhenAny(open.Keys);
                order.Add(open[fired]);
                open.Remove(fired);
            }

            return [.. order];
        }));

        var order = await host.OutputOfAsync<int[]>("Wait");

        Assert.Equal([50, 200, 400], order!);
    }

    [Theory, EveryMode]
    public async Task Timer_WhenCancelled_ThrowsAndDoesNotHoldTheInstance(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Race", async context =>
            {
                using var timeout = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromHours(1), timeout.Token);
                await Task.WhenAny(timer, context.CallActivityAsync("Work"));
                timeout.Cancel();
                try
                {
                    await timer;
                    return "fired";
                }
                catch (OperationCanceledException)
                {
                    return "cancelled";
                }
            })
            .AddActivityFunc("Work", _ => { }));

        Assert.Equal("cancelled", await host.OutputOfAsync<string>("Race"));
    }

    [Theory, EveryMode]
    public async Task Timer_WhenItsTokenIsCancelledAlready_Throws(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            try
            {
                await context.CreateTimer(TimeSpan.FromHours(1), new CancellationToken(canceled: true));
                return "fired";
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        }));

        Assert.Equal("cancelled", await host.OutputOfAsync<string>("Wait"));
    }

    [Theory, EveryMode]
    public async Task Timer_WhenItIsFarAway_CanBeCreatedAndCancelled(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(3650), cancel.Token);
            var answer = await context.WaitForExternalEvent<string>("Go");
            cancel.Cancel();
            await Task.WhenAny(timer);
            return answer!;
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilAsync(id, OrchestrationRuntimeStatus.Running);

        await host.Client.RaiseEventAsync(id, "Go", "gone");

        Assert.Equal("gone", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    // A timer that nobody cancels is an open task like any other: the instance ends when it has fired.
    [Theory, EveryMode]
    public async Task Completion_WhenATimerIsStillOpen_WaitsForIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Leave", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromMilliseconds(500), CancellationToken.None);
            return Task.FromResult("left");
        }));

        var metadata = await host.RunAsync("Leave");

        Assert.Equal("left", metadata.ReadOutputAs<string>());
        Assert.True(metadata.LastUpdatedAt - metadata.CreatedAt >= TimeSpan.FromMilliseconds(490), $"{metadata.LastUpdatedAt - metadata.CreatedAt}");
    }

    [Theory, EveryMode]
    public async Task Timer_WhenLongerThanTheMaximumInterval_FiresAtItsEnd(DurableMode mode)
    {
        var settings = new HostSettings { MaximumTimerInterval = TimeSpan.FromMilliseconds(100) };
        await using var host = await mode.StartAsync(
            tasks => tasks.AddOrchestratorFunc<TimeSpan>("Wait", async context =>
            {
                var start = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromMilliseconds(350), CancellationToken.None);
                return context.CurrentUtcDateTime - start;
            }),
            settings);

        var waited = await host.OutputOfAsync<TimeSpan>("Wait");

        Assert.True(waited >= TimeSpan.FromMilliseconds(350), $"{waited}");
    }

    // The parts of a split timer are timers of their own in the history, seen by the ids of later tasks.
    [Theory, EveryMode]
    public async Task Timer_WhenLongerThanTheMaximumInterval_IsSplitIntoTimersOfThatLength(DurableMode mode)
    {
        var settings = new HostSettings { MaximumTimerInterval = TimeSpan.FromMilliseconds(200) };
        await using var host = await mode.StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Wait", async context =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(300), CancellationToken.None);
                try
                {
                    await context.CallActivityAsync("Missing");
                    return -1;
                }
                catch (TaskFailedException failure)
                {
                    return failure.TaskId;
                }
            }),
            settings);

        // The first part may end late, but never so that the rest needs more than one other.
        Assert.Equal(2, await host.OutputOfAsync<int>("Wait"));
    }

    [Theory, EveryMode]
    public async Task Timer_WhenSplit_CanStillBeCancelled(DurableMode mode)
    {
        var settings = new HostSettings { MaximumTimerInterval = TimeSpan.FromMilliseconds(50) };
        await using var host = await mode.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
                await context.CreateTimer(TimeSpan.FromMilliseconds(120), CancellationToken.None);
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
            }),
            settings);

        Assert.Equal("cancelled", await host.OutputOfAsync<string>("Wait"));
    }

    [Theory, EveryMode]
    public async Task Timer_WhenTheHostWasRestarted_StillFires(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<TimeSpan>("Wait", async context =>
        {
            var start = context.CurrentUtcDateTime;
            context.SetCustomStatus("waiting");
            await context.CreateTimer(TimeSpan.FromMilliseconds(700), CancellationToken.None);
            return context.CurrentUtcDateTime - start;
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.RestartAsync();

        var waited = (await host.EndOfAsync(id)).ReadOutputAs<TimeSpan>();
        Assert.True(waited >= TimeSpan.FromMilliseconds(700), $"{waited}");
    }

    [Theory, EveryMode]
    public async Task Timer_WhenAnActivityIsFaster_LosesTheRace(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Race", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var work = context.CallActivityAsync<string>("Work");
                var winner = await Task.WhenAny(work, context.CreateTimer(TimeSpan.FromHours(1), cancel.Token));
                cancel.Cancel();
                return winner == work ? "work" : "timer";
            })
            .AddActivityFunc<string>("Work", _ => "done"));

        Assert.Equal("work", await host.OutputOfAsync<string>("Race"));
    }

    [Theory, EveryMode]
    public async Task Timer_WhenItIsFasterThanAnActivity_WinsTheRace(DurableMode mode)
    {
        var release = Signal.Create();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Race", async context =>
            {
                var work = context.CallActivityAsync<string>("Work");
                var winner = await Task.WhenAny(work, context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None));
                context.SetCustomStatus("decided");
                return winner == work ? "work" : "timer";
            })
            .AddActivityFunc<string>("Work", async _ =>
            {
                await release.WithinLimitAsync();
                return "done";
            }));
        var id = await host.StartAsync("Race");
        await host.UntilCustomStatusAsync(id, "decided");
        release.SetResult();

        Assert.Equal("timer", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
