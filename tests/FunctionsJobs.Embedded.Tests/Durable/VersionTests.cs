using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class VersionTestsInMemory() : VersionTests(false);

public sealed class VersionTestsReplayed() : VersionTests(true);

/// <summary>Instances whose version the host does not run.</summary>
public abstract class VersionTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly TaskHubEngineOptions s_two = new() { Versioning = new() { Version = "2.0", Match = VersionMatchStrategy.CurrentOrOlder } };
    private static readonly TaskHubEngineOptions s_three = new() { Versioning = new() { Version = "3.0", Match = VersionMatchStrategy.CurrentOrOlder } };

    [Fact]
    public async Task Reject_LeavesTheInstanceAndItsEventsWaitingForAHostOfItsVersion()
    {
        Functions.Orchestrator("Run", async context => await context.WaitForExternalEvent<string>("word") + context.Version);
        using var logs = new ListLoggerProvider();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(logs));
        var hub = await StartAsync(s_two, loggers);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Run", null, new StartOrchestrationOptions("one") { Version = "3.0" });
        await hub.Client.RaiseEventAsync("one", "word", "said ");
        await Eventually.HoldsAsync(() => logs.Entries.Any(entry => entry.Id.Id == 2210 && entry.Text.Contains("'3.0'", StringComparison.Ordinal)), "a warning");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.GetAsync("one")).RuntimeStatus);

        await hub.RestartAsync(s_three);

        Assert.Equal("said 3.0", (await hub.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Reject_WhenTheInstanceHasBegun_KeepsWhatIsOpen()
    {
        Functions.Orchestrator("Run", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await context.CallActivityAsync<string>("Echo", context.Version);
        });
        Functions.Activity<string, string>("Echo", text => text);
        var hub = await StartAsync(s_three);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Run", null, new StartOrchestrationOptions("one") { Version = "3.0" });
        await hub.HasTimersAsync(1);
        await hub.RestartAsync(s_two);
        await hub.HasTimersAsync(1);
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.HasTimersAsync(0);
        Functions.Orchestrator("Other", _ => Task.FromResult("ran"));
        Assert.Equal("ran", (await hub.RunAsync("Other")).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync("one")).RuntimeStatus);

        await hub.RestartAsync(s_three);

        Assert.Equal("3.0", (await hub.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Reject_WhenTheInstanceIsTerminated_EndsIt()
    {
        Functions.Orchestrator("Run", context => context.WaitForExternalEvent<string>("word"));
        var hub = await StartAsync(s_two);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Run", null, new StartOrchestrationOptions("one") { Version = "3.0" });

        await hub.Client.TerminateInstanceAsync("one", "not wanted");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.EndOfAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task Fail_TellsBothVersionsAndThatNoAttemptCanSucceed()
    {
        Functions.Orchestrator("Run", _ => Task.FromResult("ran"));
        var hub = await StartAsync(new TaskHubEngineOptions
        {
            Versioning = new() { Version = "2.0", Match = VersionMatchStrategy.Strict, Failure = VersionFailureStrategy.Fail },
        });
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Run", null, new StartOrchestrationOptions("one") { Version = "1.0" });

        var end = await hub.EndOfAsync("one");

        Assert.Equal("VersionMismatch", end.FailureDetails?.ErrorType);
        Assert.Equal("The orchestration version '1.0' does not match the worker version '2.0'.", end.FailureDetails?.ErrorMessage);
    }

    [Theory]
    [InlineData(VersionMatchStrategy.None, "9.0", "1.0", true)]
    [InlineData(VersionMatchStrategy.Strict, "1.0", "1.0", true)]
    [InlineData(VersionMatchStrategy.Strict, "", "", true)]
    [InlineData(VersionMatchStrategy.Strict, "1.0", "1.0.0", false)]
    [InlineData(VersionMatchStrategy.Strict, "", "1.0", false)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.9", "1.10", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.10", "1.9", false)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "", "1.0", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.0", "", false)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "alpha", "beta", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "beta", "alpha", false)]
    public void Rules_CompareAsTheRealWorkerDoes(VersionMatchStrategy match, string version, string hostVersion, bool runs) =>
        Assert.Equal(runs, new VersionRules { Match = match, Version = hostVersion }.FindProblem(version) is null);

    [Fact]
    public void Rules_WhenAStrategyIsNone_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new VersionRules { Match = (VersionMatchStrategy)7 }.Validate());
}
