namespace FunctionsJobs.Conformance.Lifecycle;

/// <summary>What an orchestration shows of itself while it runs.</summary>
public sealed class CustomStatusTests
{
    [Theory, EveryMode]
    public async Task CustomStatus_WhenSet_IsSeenWhileTheInstanceRuns(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Steps", async context =>
        {
            for (var step = 1; step <= 3; step++)
            {
                context.SetCustomStatus($"step {step}");
                await context.WaitForExternalEvent<string>("Next");
            }
        }));
        var id = await host.StartAsync("Steps");

        for (var step = 1; step <= 3; step++)
        {
            await host.UntilCustomStatusAsync(id, $"step {step}");
            await host.Client.RaiseEventAsync(id, "Next");
        }

        Assert.Equal("step 3", (await host.EndOfAsync(id)).ReadCustomStatusAs<string>());
    }

    [Theory, EveryMode]
    public async Task CustomStatus_WhenSetTwiceInAStep_ShowsTheLast(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Twice", context =>
        {
            context.SetCustomStatus("first");
            context.SetCustomStatus("second");
        }));

        Assert.Equal("second", (await host.RunAsync("Twice")).ReadCustomStatusAs<string>());
    }

    [Theory, EveryMode]
    public async Task CustomStatus_WhenItIsAnObject_KeepsItsParts(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Progress", context =>
            context.SetCustomStatus(new Progress(3, 7, "Zählen"))));

        Assert.Equal(new Progress(3, 7, "Zählen"), (await host.RunAsync("Progress")).ReadCustomStatusAs<Progress>());
    }

    [Theory, EveryMode]
    public async Task CustomStatus_WhenNeverSet_IsNull(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Silent", _ => { }));

        var metadata = await host.RunAsync("Silent");

        Assert.Null(metadata.SerializedCustomStatus);
        Assert.Null(metadata.ReadCustomStatusAs<string>());
    }

    [Theory, EveryMode]
    public async Task CustomStatus_WhenSetToNull_IsCleared(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Clear", async context =>
        {
            context.SetCustomStatus("shown");
            await context.WaitForExternalEvent<string>("Go");
            context.SetCustomStatus(null);
        }));
        var id = await host.StartAsync("Clear");
        await host.UntilCustomStatusAsync(id, "shown");

        await host.Client.RaiseEventAsync(id, "Go");

        Assert.Null((await host.EndOfAsync(id)).ReadCustomStatusAs<string>());
    }

    private sealed record Progress(int Done, int Total, string Step);
}
