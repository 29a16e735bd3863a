using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Recovery;

/// <summary>Instances that are run again from their begin.</summary>
public sealed class RestartTests
{
    [Theory, EveryMode]
    public async Task Restart_WithTheSameId_RunsTheInputAgain(DurableMode mode)
    {
        var runs = 0;
        await using var host = await StartHostAsync(mode, () => Interlocked.Increment(ref runs));
        await host.RunAsync("Count", "in", new StartOrchestrationOptions("again"));

        var id = await host.Client.RestartAsync("again");

        Assert.Equal("again", id);
        var metadata = await host.EndOfAsync("again");
        Assert.Equal(("Count", "in", "in 2"), (metadata.Name, metadata.ReadInputAs<string>(), metadata.ReadOutputAs<string>()));
        Assert.Equal(2, runs);
    }

    [Theory, EveryMode]
    public async Task Restart_WithANewId_LeavesTheFirstAlone(DurableMode mode)
    {
        var runs = 0;
        await using var host = await StartHostAsync(mode, () => Interlocked.Increment(ref runs));
        await host.RunAsync("Count", "in", new StartOrchestrationOptions("first"));

        var id = await host.Client.RestartAsync("first", restartWithNewInstanceId: true);

        Assert.NotEqual("first", id);
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal("in 2", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal("in 1", (await host.EndOfAsync("first")).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Restart_WhenThereIsNoInstance_IsRefused(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode, () => 0);

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RestartAsync("nowhere"));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RestartAsync("nowhere", restartWithNewInstanceId: true));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.RestartAsync(string.Empty));
    }

    [Theory, EveryMode]
    public async Task Restart_WhenTheInstanceFailed_ForgetsTheFailure(DurableMode mode)
    {
        var runs = 0;
        await using var host = await StartHostAsync(
            mode, () => Interlocked.Increment(ref runs) == 1 ? throw new InvalidOperationException("first") : runs);
        (await host.RunAsync("Count", "in", new StartOrchestrationOptions("again"))).ShouldHaveFailed();

        await host.Client.RestartAsync("again");

        var metadata = await host.EndOfAsync("again");
        Assert.Equal("in 2", metadata.ReadOutputAs<string>());
        Assert.Null(metadata.FailureDetails);
    }

    [Theory, EveryMode]
    public async Task Restart_WhenTheInstanceWasTerminated_RunsIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string?>("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("Go");
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");
        await host.Client.TerminateInstanceAsync(id, "enough");
        await host.EndOfAsync(id);

        await host.Client.RestartAsync(id);
        await host.Client.RaiseEventAsync(id, "Go", "on");

        Assert.Equal("on", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Restart_WhenTheInstanceHasAVersion_KeepsIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Version", context => context.Version));
        await host.RunAsync("Version", options: new StartOrchestrationOptions("versioned") { Version = "1.5" });

        var id = await host.Client.RestartAsync("versioned", restartWithNewInstanceId: true);

        Assert.Equal("1.5", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    // The test service forgets them.
    [Theory, EveryMode(Needs = HostFeatures.CarriedState)]
    public async Task Restart_WhenTheInstanceHasTags_KeepsThem(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode, () => 0);
        await host.RunAsync("Count", "in", new StartOrchestrationOptions("tagged") { Tags = new Dictionary<string, string> { ["team"] = "red" } });

        var id = await host.Client.RestartAsync("tagged", restartWithNewInstanceId: true);

        Assert.Equal("red", (await host.EndOfAsync(id)).Tags["team"]);
    }

    // The storage providers say so; the test service answers with an internal error.
    [Theory, EveryMode(Needs = HostFeatures.DefaultDedupe)]
    public async Task Restart_WhenTheInstanceStillRuns_IsRefused(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string?>("Wait", context =>
            context.WaitForExternalEvent<string?>("Go")));
        var id = await host.StartAsync("Wait");
        await host.UntilAsync(id, OrchestrationRuntimeStatus.Running);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RestartAsync(id));

        await host.Client.RaiseEventAsync(id, "Go", "on");
        Assert.Equal("on", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    private static Task<IDurableHost> StartHostAsync(DurableMode mode, Func<int> run) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string, string>("Count", async (context, input) => $"{input} {await context.CallActivityAsync<int>("Run")}")
        .AddActivityFunc<int>("Run", _ => run()));
}
