using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Lifecycle;

/// <summary>Instances that are ended from outside.</summary>
public sealed class TerminateTests
{
    [Theory, EveryMode]
    public async Task Terminate_WhenTheInstanceWaits_EndsItWithTheOutput(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartWaitingAsync(host);

        await host.Client.TerminateInstanceAsync(id, "enough");

        var metadata = await host.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, metadata.RuntimeStatus);
        Assert.Equal("enough", metadata.ReadOutputAs<string>());
        Assert.True(metadata.IsCompleted);
        Assert.Null(metadata.FailureDetails);
    }

    [Theory, EveryMode]
    public async Task Terminate_WithoutOutput_EndsItWithoutOutput(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartWaitingAsync(host);

        await host.Client.TerminateInstanceAsync(id);

        var metadata = await host.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, metadata.RuntimeStatus);
        Assert.Null(metadata.ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Terminate_WithAnObject_KeepsItAsOutput(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartWaitingAsync(host);

        await host.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(new { Code = 7, By = "ops" }));

        Assert.Equal("""{"Code":7,"By":"ops"}""", (await host.EndOfAsync(id)).SerializedOutput);
    }

    [Theory, EveryMode]
    public async Task Terminate_WhenTheInstanceIsSuspended_EndsIt(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartWaitingAsync(host);
        await host.Client.SuspendInstanceAsync(id);
        await host.UntilAsync(id, OrchestrationRuntimeStatus.Suspended);

        await host.Client.TerminateInstanceAsync(id, "enough");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync(id)).RuntimeStatus);
    }

    [Theory, EveryMode]
    public async Task Terminate_WhenTheInstanceHasEnded_ChangesNothing(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Done", _ => "done"));
        var id = (await host.RunAsync("Done")).InstanceId;

        await host.Client.TerminateInstanceAsync(id, "late");

        var metadata = await host.EndOfAsync(id);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "done"), (metadata.RuntimeStatus, metadata.ReadOutputAs<string>()));
    }

    [Theory, EveryMode]
    public async Task Terminate_WhenCalledTwice_KeepsTheFirstOutput(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartWaitingAsync(host);
        await host.Client.TerminateInstanceAsync(id, "first");
        await host.EndOfAsync(id);

        await host.Client.TerminateInstanceAsync(id, "second");

        Assert.Equal("first", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Terminate_WhenAnActivityRuns_DoesNotWaitForIt(DurableMode mode)
    {
        var started = Signal.Create();
        var release = Signal.Create();
        var continued = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Work", async context =>
            {
                await context.CallActivityAsync("Slow");
                Interlocked.Increment(ref continued);
            })
            .AddActivityFunc("Slow", async _ =>
            {
                started.SetResult();
                await release.WithinLimitAsync();
            }));
        var id = await host.StartAsync("Work");
        await started.WithinLimitAsync();

        await host.Client.TerminateInstanceAsync(id, "enough");
        var metadata = await host.EndOfAsync(id);
        release.SetResult();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, metadata.RuntimeStatus);
        Assert.Equal(0, continued);
    }

    [Theory, EveryMode]
    public async Task Terminate_WhenATimerIsOpen_DoesNotWaitForIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Wait", async context =>
            {
                context.SetCustomStatus("waiting");
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            }));
        var id = await StartWaitingAsync(host);

        await host.Client.TerminateInstanceAsync(id, "enough");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync(id)).RuntimeStatus);
    }

    [Theory, EveryMode]
    public async Task Terminated_WhenTheHostWasRestarted_StaysTerminated(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartWaitingAsync(host);
        await host.Client.TerminateInstanceAsync(id, "enough");
        await host.EndOfAsync(id);

        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "Go", "late");

        var metadata = await host.EndOfAsync(id);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (metadata.RuntimeStatus, metadata.ReadOutputAs<string>()));
    }

    [Theory, EveryMode]
    public async Task Terminate_WhenItHasACustomStatus_KeepsIt(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await StartWaitingAsync(host);

        await host.Client.TerminateInstanceAsync(id, "enough");

        Assert.Equal("waiting", (await host.EndOfAsync(id)).ReadCustomStatusAs<string>());
    }

    [Theory, EveryMode]
    public async Task Terminate_WhenTheIdIsMissing_IsRefused(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.TerminateInstanceAsync(string.Empty));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.SuspendInstanceAsync(string.Empty));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.ResumeInstanceAsync(string.Empty));
    }

    private static async Task<string> StartWaitingAsync(IDurableHost host)
    {
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");
        return id;
    }

    private static Task<IDurableHost> StartWaiterAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string?>("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("Go");
        }));
}
