using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Lifecycle;

/// <summary>Ends and removals that reach sub-orchestrations.</summary>
public sealed class RecursiveTests
{
    [Theory, EveryMode(Needs = HostFeatures.Recursive)]
    public async Task Terminate_WhenRecursive_EndsTheWholeTree(DurableMode mode)
    {
        await using var host = await StartTreeAsync(mode);

        await host.Client.TerminateInstanceAsync("root", new TerminateInstanceOptions("enough", Recursive: true));

        foreach (var id in (string[])["root", "branch", "leaf"])
        {
            var metadata = await host.EndOfAsync(id);
            Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (metadata.RuntimeStatus, metadata.ReadOutputAs<string>()));
        }
    }

    [Theory, EveryMode(Needs = HostFeatures.Recursive)]
    public async Task Terminate_WhenNotRecursive_LeavesTheOthersRunning(DurableMode mode)
    {
        await using var host = await StartTreeAsync(mode);

        await host.Client.TerminateInstanceAsync("root", "enough");
        await host.EndOfAsync("root");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.UntilAsync("branch", OrchestrationRuntimeStatus.Running)).RuntimeStatus);
        await host.Client.RaiseEventAsync("leaf", "Go", "on");
        Assert.Equal("on", (await host.EndOfAsync("branch")).ReadOutputAs<string>());
    }

    [Theory, EveryMode(Needs = HostFeatures.Recursive)]
    public async Task Purge_WhenRecursive_RemovesTheWholeTree(DurableMode mode)
    {
        await using var host = await StartTreeAsync(mode);
        await host.Client.RaiseEventAsync("leaf", "Go", "on");
        await host.EndOfAsync("root");

        var result = await host.Client.PurgeInstanceAsync("root", new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(3, result.PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync("branch"));
        Assert.Null(await host.Client.GetInstanceAsync("leaf"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Recursive)]
    public async Task Purge_WhenNotRecursive_KeepsTheOthers(DurableMode mode)
    {
        await using var host = await StartTreeAsync(mode);
        await host.Client.RaiseEventAsync("leaf", "Go", "on");
        await host.EndOfAsync("root");

        var result = await host.Client.PurgeInstanceAsync("root");

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.NotNull(await host.Client.GetInstanceAsync("branch"));
        Assert.NotNull(await host.Client.GetInstanceAsync("leaf"));
    }

    private static async Task<IDurableHost> StartTreeAsync(DurableMode mode)
    {
        var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Root", context => CallAsync(context, "Branch", "branch"))
            .AddOrchestratorFunc<string?>("Branch", context => CallAsync(context, "Leaf", "leaf"))
            .AddOrchestratorFunc<string?>("Leaf", async context =>
            {
                context.SetCustomStatus("waiting");
                return await context.WaitForExternalEvent<string>("Go");
            }));
        await host.StartAsAsync("root", "Root");
        await host.UntilCustomStatusAsync("leaf", "waiting");
        return host;

        static Task<string?> CallAsync(TaskOrchestrationContext context, TaskName name, string instanceId) =>
            context.CallSubOrchestratorAsync<string?>(name, options: new SubOrchestrationOptions(instanceId: instanceId));
    }
}
