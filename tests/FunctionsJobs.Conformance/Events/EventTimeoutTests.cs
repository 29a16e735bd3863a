using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Events;

/// <summary>Waits for an event with a time limit.</summary>
public sealed class EventTimeoutTests
{
    [Theory, EveryMode]
    public async Task Wait_WhenTheEventComesInTime_ReturnsItAndEndsWithoutTheTimer(DurableMode mode)
    {
        await using var host = await StartAsync(mode, context => context.WaitForExternalEvent<string?>("Go", TimeSpan.FromHours(1)));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "Go", "in time");

        Assert.Equal("in time", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Wait_WhenTheEventWasKept_ReturnsIt(DurableMode mode)
    {
        await using var host = await StartAsync(mode, async context =>
        {
            await context.WaitForExternalEvent<string>("First");
            return await context.WaitForExternalEvent<string>("Go", TimeSpan.FromHours(1));
        });
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "Go", "kept");
        await host.Client.RaiseEventAsync(id, "First");

        Assert.Equal("kept", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Wait_WhenTheTimeIsUp_Throws(DurableMode mode)
    {
        await using var host = await StartAsync(mode, context => context.WaitForExternalEvent<string?>("Go", TimeSpan.FromMilliseconds(50)));

        Assert.Equal("timed out", await host.OutputOfAsync<string>("Wait"));
    }

    [Theory, EveryMode]
    public async Task Wait_WhenTheTimeIsUp_LeavesTheNextWaitAlone(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string?>("Wait", async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("Go", TimeSpan.FromMilliseconds(20));
            }
            catch (OperationCanceledException)
            {
                context.SetCustomStatus("waiting again");
            }

            return await context.WaitForExternalEvent<string>("Go");
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting again");

        await host.Client.RaiseEventAsync(id, "Go", "second");

        Assert.Equal("second", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    // The wait that timed out is still the newest one when the event comes, and takes it: see docs/replay.md for what to write instead.
    [Theory, EveryMode]
    public async Task Wait_WhenTheEventComesAfterTheTimeAndBeforeTheNextWait_LosesIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string?>("Wait", async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("Go", TimeSpan.FromMilliseconds(20));
            }
            catch (OperationCanceledException)
            {
                context.SetCustomStatus("timed out");
            }

            await context.WaitForExternalEvent<string>("Next");
            return await context.WaitForExternalEvent<string>("Go");
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "timed out");

        await host.Client.RaiseEventAsync(id, "Go", "lost");
        await host.Client.RaiseEventAsync(id, "Next");
        await host.Client.RaiseEventAsync(id, "Go", "second");

        Assert.Equal("second", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    // One wait for the whole life, raced against timers: nothing can get lost.
    [Theory, EveryMode]
    public async Task Wait_WhenOneWaitIsRacedAgainstTimers_LosesNoEvent(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string?>("Wait", async context =>
        {
            var go = context.WaitForExternalEvent<string>("Go");
            await Task.WhenAny(go, context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None));
            context.SetCustomStatus("timed out");
            await context.WaitForExternalEvent<string>("Next");
            return await go;
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "timed out");

        await host.Client.RaiseEventAsync(id, "Go", "first");
        await host.Client.RaiseEventAsync(id, "Next");

        Assert.Equal("first", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task WaitWithToken_WhenTheEventComes_ReturnsIt(DurableMode mode)
    {
        await using var host = await StartAsync(mode, async context =>
        {
            using var cancel = new CancellationTokenSource();
            return await context.WaitForExternalEvent<string>("Go", TimeSpan.FromHours(1), cancel.Token);
        });
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "Go", "event");

        Assert.Equal("event", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task WaitWithToken_WhenTheTimeIsUp_Throws(DurableMode mode)
    {
        await using var host = await StartAsync(mode, async context =>
        {
            using var cancel = new CancellationTokenSource();
            return await context.WaitForExternalEvent<string>("Go", TimeSpan.FromMilliseconds(50), cancel.Token);
        });

        Assert.Equal("timed out", await host.OutputOfAsync<string>("Wait"));
    }

    // The token ends the wait, not its timer: the instance stays until the time is up, which is why the time here is short.
    [Theory, EveryMode]
    public async Task WaitWithToken_WhenItIsCancelled_ThrowsBeforeTheTimeIsUp(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<bool>("Wait", async context =>
        {
            var start = context.CurrentUtcDateTime;
            using var cancel = new CancellationTokenSource();
            var waiter = context.WaitForExternalEvent<string>("Go", TimeSpan.FromMilliseconds(900), cancel.Token);
            await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            cancel.Cancel();
            try
            {
                await waiter;
                return false;
            }
            catch (OperationCanceledException)
            {
                return true;
            }
        }));

        Assert.True(await host.OutputOfAsync<bool>("Wait"));
    }

    private static Task<IDurableHost> StartAsync(DurableMode mode, Func<TaskOrchestrationContext, Task<string?>> wait) =>
        mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string?>("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            try
            {
                return await wait(context);
            }
            catch (OperationCanceledException)
            {
                return "timed out";
            }
        }));
}
