using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Recovery;

/// <summary>Failed instances that go on from the step that failed.</summary>
public sealed class RewindTests
{
    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenAnActivityFailed_RunsOnlyThatAgain(DurableMode mode)
    {
        var first = 0;
        var second = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Steps", async context =>
                $"{await context.CallActivityAsync<int>("First")} {await context.CallActivityAsync<int>("Second")}")
            .AddActivityFunc<int>("First", _ => Interlocked.Increment(ref first))
            .AddActivityFunc<int>("Second", _ => FailOnce(ref second)));
        var id = (await host.RunAsync("Steps")).InstanceId;

        await host.Client.RewindInstanceAsync(id, "fixed");

        Assert.Equal("1 2", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal((1, 2), (first, second));
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenASubOrchestrationFailed_RewindsItToo(DurableMode mode)
    {
        var calls = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", context =>
                context.CallSubOrchestratorAsync<int>("Child", options: new SubOrchestrationOptions(instanceId: "child")))
            .AddOrchestratorFunc<int>("Child", context => context.CallActivityAsync<int>("Work"))
            .AddActivityFunc<int>("Work", _ => FailOnce(ref calls)));
        var id = (await host.RunAsync("Parent")).InstanceId;

        await host.Client.RewindInstanceAsync(id, "fixed");

        Assert.Equal(2, (await host.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.EndOfAsync("child")).RuntimeStatus);
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenTheInstanceDidNotFail_IsRefused(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Done", _ => "done"));
        var id = (await host.RunAsync("Done")).InstanceId;

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RewindInstanceAsync(id, "no reason"));

        Assert.Equal("done", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenThereIsNoInstance_IsRefused(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Done", _ => "done"));

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RewindInstanceAsync("nowhere", "no reason"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenItFailsAgain_CanBeDoneAgain(DurableMode mode)
    {
        var calls = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Steps", context => context.CallActivityAsync<int>("Work"))
            .AddActivityFunc<int>("Work", _ => Interlocked.Increment(ref calls) < 3 ? throw new InvalidOperationException("again") : calls));
        var id = (await host.RunAsync("Steps")).InstanceId;

        await host.Client.RewindInstanceAsync(id, "first");
        (await host.EndOfAsync(id)).ShouldHaveFailed();
        await host.Client.RewindInstanceAsync(id, "second");

        Assert.Equal(3, (await host.EndOfAsync(id)).ReadOutputAs<int>());
    }

    private static int FailOnce(ref int calls) => Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException("first") : calls;
}
