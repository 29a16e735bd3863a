namespace FunctionsJobs.Conformance.Events;

/// <summary>Several waits for one event, and waits that were given up: who is served.</summary>
public sealed class EventWaiterTests
{
    // The newest waiter is served first, so that a waiter which was given up in a loop does not swallow the event meant for the next.
    [Theory, EveryMode]
    public async Task Waiters_WhenSeveralWaitForOneName_AreServedNewestFirst(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string[]>("Wait", async context =>
        {
            var first = context.WaitForExternalEvent<string>("Item");
            var second = context.WaitForExternalEvent<string>("Item");
            var third = context.WaitForExternalEvent<string>("Item");
            context.SetCustomStatus("waiting");
            return [.. (await Task.WhenAll(first, second, third))!];
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        foreach (var item in (string[])["a", "b", "c"])
        {
            await host.Client.RaiseEventAsync(id, "Item", item);
        }

        Assert.Equal(["c", "b", "a"], (await host.EndOfAsync(id)).ReadOutputAs<string[]>()!);
    }

    [Theory, EveryMode]
    public async Task Waiters_WhenEventsWereKept_GetThemOldestFirst(DurableMode mode)
    {
        var release = Signal.Create();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string[]>("Late", async context =>
            {
                context.SetCustomStatus("working");
                await context.CallActivityAsync("Work");
                var first = context.WaitForExternalEvent<string>("Item");
                var second = context.WaitForExternalEvent<string>("Item");
                return [.. (await Task.WhenAll(first, second))!];
            })
            .AddActivityFunc("Work", _ => release.WithinLimitAsync()));
        var id = await host.StartAsync("Late");
        await host.UntilCustomStatusAsync(id, "working");

        await host.Client.RaiseEventAsync(id, "Item", "a");
        await host.Client.RaiseEventAsync(id, "Item", "b");
        release.SetResult();

        Assert.Equal(["a", "b"], (await host.EndOfAsync(id)).ReadOutputAs<string[]>()!);
    }

    [Theory, EveryMode]
    public async Task Waiter_WhenAnOlderOneWasCancelled_GetsTheEvent(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var first = context.WaitForExternalEvent<string>("Item", cancel.Token);
            cancel.Cancel();
            var second = context.WaitForExternalEvent<string>("Item");
            context.SetCustomStatus("waiting");
            return $"{await second} {first.Status}";
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "Item", "a");

        Assert.Equal("a Canceled", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    // A wait that ended without an event keeps its place, and the event that is its turn is lost.
    [Theory, EveryMode]
    public async Task Waiter_WhenItWasCancelled_StillTakesItsEvent(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var oldest = context.WaitForExternalEvent<string>("Item");
            _ = context.WaitForExternalEvent<string>("Item", cancel.Token);
            cancel.Cancel();
            var newest = context.WaitForExternalEvent<string>("Item");
            context.SetCustomStatus("waiting");
            return $"{await newest} {await oldest}";
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        foreach (var item in (string[])["a", "b", "c"])
        {
            await host.Client.RaiseEventAsync(id, "Item", item);
        }

        Assert.Equal("a c", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Waiter_WhenAnEventWasKeptAndItsTokenIsCancelled_GetsTheEvent(DurableMode mode)
    {
        var release = Signal.Create();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Late", async context =>
            {
                context.SetCustomStatus("working");
                await context.CallActivityAsync("Work");
                return (await context.WaitForExternalEvent<string>("Item", new CancellationToken(canceled: true)))!;
            })
            .AddActivityFunc("Work", _ => release.WithinLimitAsync()));
        var id = await host.StartAsync("Late");
        await host.UntilCustomStatusAsync(id, "working");

        await host.Client.RaiseEventAsync(id, "Item", "kept");
        release.SetResult();

        Assert.Equal("kept", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Waiter_WhenItsTokenIsCancelled_Throws(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var waiter = context.WaitForExternalEvent<string>("Item", cancel.Token);
            await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            cancel.Cancel();
            try
            {
                return await waiter ?? "null";
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        }));

        Assert.Equal("cancelled", await host.OutputOfAsync<string>("Wait"));
    }

    [Theory, EveryMode]
    public async Task Waiters_WhenTheyExpectDifferentTypes_AreRefused(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", context =>
        {
            _ = context.WaitForExternalEvent<string>("Item");
            try
            {
                _ = context.WaitForExternalEvent<int>("Item");
                return Task.FromResult("accepted");
            }
            catch (ArgumentException)
            {
                return Task.FromResult("refused");
            }
        }));

        Assert.Equal("refused", await host.OutputOfAsync<string>("Wait"));
    }
}
