using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Queries;

/// <summary>Removal of ended instances.</summary>
public sealed class PurgeTests
{
    [Theory, EveryMode(0), EveryMode(-1)]
    public async Task PurgeAll_WhenTheTimeLimitIsNone_IsRefused(DurableMode mode, int seconds)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Done", _ => "done"));
        var filter = new PurgeInstancesFilter(CreatedFrom: DateTimeOffset.UnixEpoch) { Timeout = TimeSpan.FromSeconds(seconds) };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Client.PurgeAllInstancesAsync(filter));
    }

    [Theory, EveryMode]
    public async Task Purge_WhenTheInstanceHasEnded_RemovesIt(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "gone", "kept");

        var result = await host.Client.PurgeInstanceAsync("gone");

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync("gone"));
        Assert.NotNull(await host.Client.GetInstanceAsync("kept"));
    }

    [Theory, EveryMode]
    public async Task Purge_WhenThereIsNoInstance_RemovesNothing(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        Assert.Equal(0, (await host.Client.PurgeInstanceAsync("nowhere")).PurgedInstanceCount);
    }

    [Theory, EveryMode]
    public async Task Purge_WhenTheInstanceStillRuns_LeavesItAlone(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.StartAsAsync("running", "Wait");
        await host.UntilAsync("running", OrchestrationRuntimeStatus.Running);

        var result = await host.Client.PurgeInstanceAsync("running");
        await host.Client.RaiseEventAsync("running", "Go", "on");

        Assert.Equal(0, result.PurgedInstanceCount);
        Assert.Equal("on", (await host.EndOfAsync("running")).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Purge_WhenTheInstanceFailedOrWasTerminated_RemovesIt(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.RunAsync("Fail", options: new StartOrchestrationOptions("failed"));
        await host.StartAsAsync("terminated", "Wait");
        await host.UntilAsync("terminated", OrchestrationRuntimeStatus.Running);
        await host.Client.TerminateInstanceAsync("terminated");
        await host.EndOfAsync("terminated");

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync("failed")).PurgedInstanceCount);
        Assert.Equal(1, (await host.Client.PurgeInstanceAsync("terminated")).PurgedInstanceCount);
    }

    [Theory, EveryMode]
    public async Task Purge_WhenDoneTwice_RemovesOnce(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "gone");

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync("gone")).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync("gone")).PurgedInstanceCount);
    }

    [Theory, EveryMode]
    public async Task Purged_WhenItsIdIsUsedAgain_StartsFresh(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.RunAsync("Done", 1, new StartOrchestrationOptions("again"));
        await host.Client.PurgeInstanceAsync("again");

        var metadata = await host.RunAsync("Done", 2, new StartOrchestrationOptions("again"));

        metadata.ShouldHaveCompleted();
        Assert.Equal(2, metadata.ReadInputAs<int>());
    }

    [Theory, EveryMode]
    public async Task Purged_WhenTheHostWasRestarted_StaysGone(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "gone");
        await host.Client.PurgeInstanceAsync("gone");

        await host.RestartAsync();

        Assert.Null(await host.Client.GetInstanceAsync("gone"));
    }

    [Theory, EveryMode]
    public async Task PurgeAll_ByStatus_RemovesOnlyThose(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "done-1", "done-2");
        await host.RunAsync("Fail", options: new StartOrchestrationOptions("failed"));

        var result = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(
            CreatedFrom: TimeProvider.System.GetUtcNow().AddHours(-1), Statuses: [OrchestrationRuntimeStatus.Completed]));

        Assert.Equal(2, result.PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync("done-1"));
        Assert.NotNull(await host.Client.GetInstanceAsync("failed"));
    }

    [Theory, EveryMode]
    public async Task PurgeAll_ByCreationTime_RemovesOnlyThose(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "first");
        (await host.RunAsync("Pause")).ShouldHaveCompleted();
        await RunAsync(host, "second");
        var second = (await host.Client.GetInstanceAsync("second"))!.CreatedAt;

        var result = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: second));

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync("second"));
        Assert.NotNull(await host.Client.GetInstanceAsync("first"));
    }

    [Theory, EveryMode]
    public async Task PurgeAll_WhenNothingMatches_RemovesNothing(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "kept");

        var result = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(
            CreatedFrom: TimeProvider.System.GetUtcNow().AddHours(1), CreatedTo: TimeProvider.System.GetUtcNow().AddHours(2)));

        Assert.Equal(0, result.PurgedInstanceCount);
        Assert.NotNull(await host.Client.GetInstanceAsync("kept"));
    }

    [Theory, EveryMode(Needs = HostFeatures.PurgeKeepsRunning)]
    public async Task PurgeAll_WhenInstancesStillRun_LeavesThemAlone(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "done");
        await host.StartAsAsync("running", "Wait");
        await host.UntilAsync("running", OrchestrationRuntimeStatus.Running);

        var result = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: TimeProvider.System.GetUtcNow().AddHours(-1)));
        await host.Client.RaiseEventAsync("running", "Go", "on");

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.Equal("on", (await host.EndOfAsync("running")).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task PurgeInstances_ByTheExtension_IsTheSame(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "a", "b", "c");

        var result = await host.Client.PurgeInstancesAsync(
            TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));

        Assert.Equal(3, result.PurgedInstanceCount);
    }

    private static Task<OrchestrationMetadata[]> RunAsync(IDurableHost host, params string[] ids) =>
        Task.WhenAll(ids.Select(id => host.RunAsync("Done", options: new StartOrchestrationOptions(id))));

    private static Task<IDurableHost> StartHostAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<int, string>("Done", (_, _) => "done")
        .AddOrchestratorFunc("Fail", new Action<TaskOrchestrationContext>(_ => throw new InvalidOperationException("broken")))
        .AddOrchestratorFunc<string?>("Wait", context => context.WaitForExternalEvent<string?>("Go"))
        .AddOrchestratorFunc("Pause", context => context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None)));
}
