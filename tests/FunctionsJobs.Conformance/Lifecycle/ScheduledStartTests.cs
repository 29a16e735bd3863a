using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Lifecycle;

/// <summary>Instances that are to start later.</summary>
public sealed class ScheduledStartTests
{
    [Theory, EveryMode(Needs = HostFeatures.ScheduledStart)]
    public async Task StartAt_WhenInTheFuture_StartsNotBefore(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<DateTime>("Now", context => context.CurrentUtcDateTime));
        var due = TimeProvider.System.GetUtcNow().AddMilliseconds(600);

        var id = await host.StartAsync("Now", options: new StartOrchestrationOptions(StartAt: due));
        var before = await host.Client.GetInstanceAsync(id);
        var started = (await host.EndOfAsync(id)).ReadOutputAs<DateTime>();

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before?.RuntimeStatus);
        Assert.True(started >= due.UtcDateTime, $"{started:O} is before {due:O}");
    }

    [Theory, EveryMode]
    public async Task StartAt_WhenInThePast_StartsAtOnce(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Now", _ => "now"));

        Assert.Equal("now", await host.OutputOfAsync<string>(
            "Now", options: new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddDays(-1))));
    }

    [Theory, EveryMode(Needs = HostFeatures.ScheduledStart)]
    public async Task StartAt_WhenTheHostWasRestarted_IsKept(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<DateTime>("Now", context => context.CurrentUtcDateTime));
        var due = TimeProvider.System.GetUtcNow().AddMilliseconds(900);
        var id = await host.StartAsync("Now", options: new StartOrchestrationOptions(StartAt: due));

        await host.RestartAsync();

        var started = (await host.EndOfAsync(id)).ReadOutputAs<DateTime>();
        Assert.True(started >= due.UtcDateTime, $"{started:O} is before {due:O}");
    }

    [Theory, EveryMode(Needs = HostFeatures.ScheduledStart)]
    public async Task Terminate_WhenTheInstanceHasNotStarted_EndsItUnstarted(DurableMode mode)
    {
        var runs = 0;
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Never", _ => { Interlocked.Increment(ref runs); }));
        var id = await host.StartAsync(
            "Never", options: new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddHours(1)));

        await host.Client.TerminateInstanceAsync(id, "not needed");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync(id)).RuntimeStatus);
        Assert.Equal(0, runs);
    }

    [Theory, EveryMode(Needs = HostFeatures.ScheduledStart)]
    public async Task Event_WhenTheInstanceHasNotStarted_IsKept(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string?>("Wait", context =>
            context.WaitForExternalEvent<string?>("Go")));
        var id = await host.StartAsync(
            "Wait", options: new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddMilliseconds(400)));

        await host.Client.RaiseEventAsync(id, "Go", "early");

        Assert.Equal("early", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode(Needs = HostFeatures.ScheduledStart)]
    public async Task WaitForStart_WhenTheStartIsLater_WaitsForIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("Go")));
        var due = TimeProvider.System.GetUtcNow().AddMilliseconds(300);
        var id = await host.StartAsync("Wait", options: new StartOrchestrationOptions(StartAt: due));

        using var limit = new CancellationTokenSource(DurableHostExtensions.Limit);
        var metadata = await host.Client.WaitForInstanceStartAsync(id, limit.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Running, metadata.RuntimeStatus);
        Assert.True(TimeProvider.System.GetUtcNow() >= due);
    }
}
