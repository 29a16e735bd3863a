using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Tests.Durable.Harness;

namespace FunctionsJobs.Embedded.Tests.Durable;

/// <summary>The seam of the management API on the engine.</summary>
public sealed class ManagedTaskHubTests() : DurableTest(forceReplay: false)
{
    [Fact]
    public async Task Start_WhenTheIdIsTaken_GivesNone()
    {
        var hub = await StartWithEchoAsync();

        Assert.Equal("x", await hub.Engine.Management.StartAsync("echo", "x", "{\"a\":1}", "2", CancellationToken.None));
        Assert.Null(await hub.Engine.Management.StartAsync("Echo", "x", null, null, CancellationToken.None));
        Assert.Equal(32, (await hub.Engine.Management.StartAsync("Echo", null, null, null, CancellationToken.None))!.Length);
        Assert.Equal("{\"a\":1}", (await hub.Engine.Management.FindAsync("x", CancellationToken.None))!.Input);
        Assert.True(hub.Engine.Management.HasOrchestrator("ECHO"));
        Assert.False(hub.Engine.Management.HasOrchestrator("other"));
    }

    [Fact]
    public async Task RaiseEvent_WhenAwaited_CompletesTheInstanceWithTheRawPayload()
    {
        var hub = await StartWithEchoAsync();
        await hub.Engine.Management.StartAsync("Echo", "x", null, null, CancellationToken.None);
        var waiting = hub.Engine.Management.WaitForCompletionAsync("x", CancellationToken.None);

        await hub.Engine.Management.RaiseEventAsync("x", "e", "\"raw\"", CancellationToken.None);

        Assert.Equal("\"raw\"", (await waiting.InTime())!.Output);
        Assert.Null(await hub.Engine.Management.WaitForCompletionAsync("nobody", CancellationToken.None));
    }

    [Fact]
    public async Task Terminate_WhenAReasonIsGiven_IsTheOutput()
    {
        var hub = await StartWithEchoAsync();
        await hub.Engine.Management.StartAsync("Echo", "x", null, null, CancellationToken.None);
        await hub.Engine.Management.SuspendAsync("x", "wait", CancellationToken.None);
        await hub.Engine.Management.ResumeAsync("x", "go", CancellationToken.None);
        await hub.Engine.Management.TerminateAsync("x", "enough", CancellationToken.None);

        var end = (await hub.Engine.Management.WaitForCompletionAsync("x", CancellationToken.None).InTime())!;
        Assert.Equal((InstanceStatus.Terminated, "\"enough\""), (end.Status, end.Output));
    }

    [Fact]
    public async Task List_WhenPurged_IsEmpty()
    {
        var hub = await StartWithEchoAsync();
        foreach (var id in new[] { "x", "y", "z" })
        {
            await hub.Engine.Management.StartAsync("Echo", id, null, null, CancellationToken.None);
            await hub.Engine.Management.RaiseEventAsync(id, "e", "\"1\"", CancellationToken.None);
            await hub.EndOfAsync(id);
        }

        var first = await hub.Engine.Management.ListAsync(new InstanceFilter(), 2, null, CancellationToken.None);
        var second = await hub.Engine.Management.ListAsync(new InstanceFilter(), 2, first.ContinuationToken, CancellationToken.None);
        Assert.Equal(["x", "y", "z"], first.Instances.Concat(second.Instances).Select(instance => instance.InstanceId));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => hub.Engine.Management.ListAsync(new InstanceFilter(), 2, "nonsense", CancellationToken.None));

        Assert.True(await hub.Engine.Management.PurgeAsync("x", CancellationToken.None));
        Assert.False(await hub.Engine.Management.PurgeAsync("x", CancellationToken.None));
        Assert.Equal(2, await hub.Engine.Management.PurgeAsync(new InstanceFilter(), CancellationToken.None));
        Assert.Empty((await hub.Engine.Management.ListAsync(new InstanceFilter(), 2, null, CancellationToken.None)).Instances);
    }

    private Task<TestTaskHub> StartWithEchoAsync()
    {
        Functions.Orchestrator("Echo", context => context.WaitForExternalEvent<string>("e"));
        return StartAsync();
    }
}
