using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Client;

/// <summary>What the client tells about an instance.</summary>
public sealed class MetadataTests
{
    [Theory, EveryMode]
    public async Task GetInstance_WhenItHasEnded_TellsEverything(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var before = TimeProvider.System.GetUtcNow();
        var id = (await host.RunAsync("Echo", "in", new StartOrchestrationOptions("known"))).InstanceId;

        var metadata = await host.Client.GetInstanceAsync(id, getInputsAndOutputs: true);

        Assert.NotNull(metadata);
        Assert.Equal(("known", "Echo"), (metadata.InstanceId, metadata.Name));
        Assert.Equal((OrchestrationRuntimeStatus.Completed, true, false), (metadata.RuntimeStatus, metadata.IsCompleted, metadata.IsRunning));
        Assert.Equal(("\"in\"", "\"out\"", "\"status\""), (metadata.SerializedInput, metadata.SerializedOutput, metadata.SerializedCustomStatus));
        Assert.Equal(("in", "out", "status"), (metadata.ReadInputAs<string>(), metadata.ReadOutputAs<string>(), metadata.ReadCustomStatusAs<string>()));
        Assert.InRange(metadata.CreatedAt, before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow());
        Assert.InRange(metadata.LastUpdatedAt, metadata.CreatedAt, TimeProvider.System.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, metadata.CreatedAt.Offset);
        Assert.Null(metadata.FailureDetails);
    }

    [Theory, EveryMode]
    public async Task GetInstance_WithoutPayloads_LeavesThemOutAndRefusesToReadThem(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var id = (await host.RunAsync("Echo", "in")).InstanceId;

        var metadata = await host.Client.GetInstanceAsync(id);

        Assert.NotNull(metadata);
        Assert.Equal(("Echo", OrchestrationRuntimeStatus.Completed), (metadata.Name, metadata.RuntimeStatus));
        Assert.Null(metadata.SerializedInput);
        Assert.Null(metadata.SerializedOutput);
        Assert.Throws<InvalidOperationException>(metadata.ReadInputAs<string>);
        Assert.Throws<InvalidOperationException>(metadata.ReadOutputAs<string>);
        Assert.Throws<InvalidOperationException>(metadata.ReadCustomStatusAs<string>);
    }

    [Theory, EveryMode]
    public async Task GetInstance_WhenThereIsNone_ReturnsNull(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        Assert.Null(await host.Client.GetInstanceAsync("nowhere"));
        Assert.Null(await host.Client.GetInstancesAsync("nowhere", getInputsAndOutputs: true));
    }

    [Theory, EveryMode]
    public async Task GetInstance_WithoutAnId_IsRefused(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.GetInstanceAsync(string.Empty));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.GetInstanceAsync(null!));
    }

    [Theory, EveryMode]
    public async Task GetInstance_WhileItRuns_ShowsItWithoutOutput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string?>("Wait", (context, _) =>
            context.WaitForExternalEvent<string?>("Go")));
        var id = await host.StartAsync("Wait", "in");

        var metadata = await host.UntilAsync(id, OrchestrationRuntimeStatus.Running);

        Assert.Equal(("in", null), (metadata.ReadInputAs<string>(), metadata.ReadOutputAs<string>()));
        Assert.Equal((true, false), (metadata.IsRunning, metadata.IsCompleted));
        await host.Client.TerminateInstanceAsync(id);
    }

    [Theory, EveryMode]
    public async Task LastUpdatedAt_WhenTheInstanceMovesOn_Grows(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<string>("Go");
            await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }));
        var id = await host.StartAsync("Wait");
        var waiting = await host.UntilCustomStatusAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "Go");
        var ended = await host.EndOfAsync(id);

        Assert.Equal(waiting.CreatedAt, ended.CreatedAt);
        Assert.True(ended.LastUpdatedAt > waiting.LastUpdatedAt);
    }

    [Theory, EveryMode]
    public async Task Instance_WhenTheHostWasRestarted_IsStillKnown(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var before = await host.RunAsync("Echo", "in", new StartOrchestrationOptions("kept") { Tags = new Dictionary<string, string> { ["a"] = "b" } });

        await host.RestartAsync();

        var after = await host.EndOfAsync("kept");
        Assert.Equal(
            (before.Name, before.RuntimeStatus, before.SerializedInput, before.SerializedOutput, before.SerializedCustomStatus, before.CreatedAt, before.LastUpdatedAt),
            (after.Name, after.RuntimeStatus, after.SerializedInput, after.SerializedOutput, after.SerializedCustomStatus, after.CreatedAt, after.LastUpdatedAt));
        Assert.Equal("b", after.Tags["a"]);
    }

    private static Task<IDurableHost> StartHostAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string, string>("Echo", (context, _) =>
        {
            context.SetCustomStatus("status");
            return "out";
        }));
}
