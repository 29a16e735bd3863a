using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Client;

/// <summary>Waiting for instances.</summary>
public sealed class WaitTests
{
    [Theory, EveryMode]
    public async Task WaitForStart_WhenTheInstanceRuns_Returns(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = await host.StartAsync("Wait");

        using var limit = new CancellationTokenSource(DurableHostExtensions.Limit);
        var metadata = await host.Client.WaitForInstanceStartAsync(id, limit.Token);

        Assert.Equal((OrchestrationRuntimeStatus.Running, true), (metadata.RuntimeStatus, metadata.IsRunning));
    }

    [Theory, EveryMode]
    public async Task WaitForStart_WhenTheInstanceHasEnded_Returns(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = (await host.RunAsync("Done", 5)).InstanceId;

        using var limit = new CancellationTokenSource(DurableHostExtensions.Limit);
        var metadata = await host.Client.WaitForInstanceStartAsync(id, getInputsAndOutputs: true, limit.Token);

        Assert.Equal((OrchestrationRuntimeStatus.Completed, 5), (metadata.RuntimeStatus, metadata.ReadInputAs<int>()));
    }

    [Theory, EveryMode]
    public async Task WaitForCompletion_WhenSeveralWait_AnswersAll(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = await host.StartAsync("Wait");

        var waits = Enumerable.Range(0, 10).Select(_ => host.EndOfAsync(id)).ToArray();
        await host.Client.RaiseEventAsync(id, "Go", "on");

        Assert.All(await Task.WhenAll(waits), end => Assert.Equal("on", end.ReadOutputAs<string>()));
    }

    [Theory, EveryMode]
    public async Task WaitForCompletion_WhenTheInstanceHasEnded_ReturnsAtOnce(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = (await host.RunAsync("Done")).InstanceId;

        var again = await host.EndOfAsync(id);

        Assert.Equal("done", again.ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task WaitForCompletion_WhenTheTokenIsCancelled_Throws(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = await host.StartAsync("Wait");
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Client.WaitForInstanceCompletionAsync(id, impatience.Token));

        await host.Client.RaiseEventAsync(id, "Go", "on");
        Assert.Equal("on", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task WaitForCompletion_WithoutPayloads_LeavesThemOut(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = await host.StartAsync("Done", 5);

        using var limit = new CancellationTokenSource(DurableHostExtensions.Limit);
        var metadata = await host.Client.WaitForInstanceCompletionAsync(id, limit.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
        Assert.Null(metadata.SerializedInput);
        Assert.Null(metadata.SerializedOutput);
        Assert.Throws<InvalidOperationException>(metadata.ReadOutputAs<string>);
    }

    [Theory, EveryMode]
    public async Task WaitForCompletion_WhenTheInstanceContinuesAsNew_WaitsForTheLastGeneration(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Count", async (context, generation) =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            if (generation < 5)
            {
                context.ContinueAsNew(generation + 1);
            }

            return generation;
        }));

        Assert.Equal(5, (await host.RunAsync("Count", 0)).ReadOutputAs<int>());
    }

    private static Task<IDurableHost> StartHostAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<int, string>("Done", (_, _) => "done")
        .AddOrchestratorFunc<string?>("Wait", context => context.WaitForExternalEvent<string?>("Go")));
}
