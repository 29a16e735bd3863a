using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Lifecycle;

/// <summary>Instances that are held and let go.</summary>
public sealed class SuspendResumeTests
{
    [Theory, EveryMode("maintenance"), EveryMode((object?)null)]
    public async Task Suspend_WhenAnEventArrives_HoldsItUntilTheResume(DurableMode mode, string? reason)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartSuspendedAsync(host, reason);

        await host.Client.RaiseEventAsync(id, "Go", "held");
        var held = await host.Client.GetInstanceAsync(id);
        await host.Client.ResumeInstanceAsync(id, reason);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, held?.RuntimeStatus);
        Assert.Equal("held", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Suspend_WhenSeveralEventsArrive_KeepsTheirOrder(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            var items = new List<string?>();
            for (var count = 0; count < 3; count++)
            {
                items.Add(await context.WaitForExternalEvent<string>("Go"));
            }

            return string.Concat(items);
        }));
        var id = await StartSuspendedAsync(host, null);
        foreach (var item in (string[])["a", "b", "c"])
        {
            await host.Client.RaiseEventAsync(id, "Go", item);
        }

        await host.Client.ResumeInstanceAsync(id);

        Assert.Equal("abc", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Resume_WhenTheInstanceWasSuspended_ShowsItRunning(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartSuspendedAsync(host, null);

        await host.Client.ResumeInstanceAsync(id);

        var metadata = await host.UntilAsync(id, OrchestrationRuntimeStatus.Running);
        Assert.True(metadata.IsRunning);
    }

    [Theory, EveryMode]
    public async Task Suspended_WhenAsked_IsNeitherRunningNorCompleted(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);

        var metadata = await host.UntilAsync(await StartSuspendedAsync(host, null), OrchestrationRuntimeStatus.Suspended);

        Assert.False(metadata.IsRunning);
        Assert.False(metadata.IsCompleted);
    }

    [Theory, EveryMode]
    public async Task Suspend_WhenAnActivityEnds_HoldsItsResult(DurableMode mode)
    {
        var release = Signal.Create();
        var finished = Signal.Create();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Wait", async context =>
            {
                context.SetCustomStatus("waiting");
                var result = await context.CallActivityAsync<string>("Work");
                context.SetCustomStatus("worked");
                return result;
            })
            .AddActivityFunc<string>("Work", async _ =>
            {
                await release.WithinLimitAsync();
                finished.SetResult();
                return "result";
            }));
        var id = await StartSuspendedAsync(host, null);

        release.SetResult();
        await finished.WithinLimitAsync();
        var held = await host.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
        await host.Client.ResumeInstanceAsync(id);

        Assert.Equal("waiting", held?.ReadCustomStatusAs<string>());
        Assert.Equal("result", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Suspend_WhenATimerIsDue_HoldsItUntilTheResume(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
            {
                context.SetCustomStatus("waiting");
                await context.CreateTimer(TimeSpan.FromMilliseconds(600), CancellationToken.None);
                return "fired";
            })
            .AddOrchestratorFunc("Longer", context => context.CreateTimer(TimeSpan.FromMilliseconds(700), CancellationToken.None)));
        var id = await StartSuspendedAsync(host, null);

        // Started later and for longer, so that the other timer is due when it ends.
        (await host.RunAsync("Longer")).ShouldHaveCompleted();
        var held = await host.Client.GetInstanceAsync(id);
        await host.Client.ResumeInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, held?.RuntimeStatus);
        Assert.Equal("fired", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Suspend_WhenCalledTwice_NeedsOneResume(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartSuspendedAsync(host, "first");
        await host.Client.SuspendInstanceAsync(id, "second");
        await host.Client.RaiseEventAsync(id, "Go", "held");

        await host.Client.ResumeInstanceAsync(id);

        Assert.Equal("held", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Suspend_WhenTheInstanceHasEnded_ChangesNothing(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Done", _ => "done"));
        var id = (await host.RunAsync("Done")).InstanceId;

        await host.Client.SuspendInstanceAsync(id, "late");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.EndOfAsync(id)).RuntimeStatus);
    }

    [Theory, EveryMode]
    public async Task Resume_WhenTheInstanceIsNotSuspended_ChangesNothing(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.Client.ResumeInstanceAsync(id, "nothing to do");
        await host.Client.RaiseEventAsync(id, "Go", "event");

        Assert.Equal("event", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Suspended_WhenTheHostWasRestarted_StaysSuspended(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartSuspendedAsync(host, null);
        await host.Client.RaiseEventAsync(id, "Go", "held");

        await host.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.UntilAsync(id, OrchestrationRuntimeStatus.Suspended)).RuntimeStatus);
        await host.Client.ResumeInstanceAsync(id);
        Assert.Equal("held", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Suspend_WhenDoneAgainAfterAResume_HoldsAgain(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartSuspendedAsync(host, null);
        await host.Client.ResumeInstanceAsync(id);
        await host.UntilAsync(id, OrchestrationRuntimeStatus.Running);

        await host.Client.SuspendInstanceAsync(id);
        await host.UntilAsync(id, OrchestrationRuntimeStatus.Suspended);
        await host.Client.RaiseEventAsync(id, "Go", "held");
        await host.Client.ResumeInstanceAsync(id);

        Assert.Equal("held", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    private static async Task<string> StartSuspendedAsync(IDurableHost host, string? reason)
    {
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");
        await host.Client.SuspendInstanceAsync(id, reason);
        await host.UntilAsync(id, OrchestrationRuntimeStatus.Suspended);
        return id;
    }

    private static Task<IDurableHost> StartWaiterAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string?>("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("Go");
        }));
}
