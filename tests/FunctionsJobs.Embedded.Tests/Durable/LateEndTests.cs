using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Durable;

/// <summary>One run under an id ends while the next one begins.</summary>
public sealed class LateEndTests : IAsyncLifetime
{
    private static readonly StartOrchestrationOptions s_one = new("one");

    private readonly TemporaryTaskHub _file = new();
    private readonly HoldingStore _holding;
    private readonly TaskHubEngine _engine;

    public LateEndTests()
    {
        var functions = new TestFunctions().Orchestrator("Wait", context => context.WaitForExternalEvent<string>("Go"));
        (var store, _holding) = HoldingStore.Around(_file.NewStore());
        _engine = new TaskHubEngine(store, functions, new TaskHubEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    }

    public Task InitializeAsync() => _engine.StartAsync(CancellationToken.None).InTime();

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task Wait_WhenTheRunBeforeEndsLate_IsForTheNewRun()
    {
        // An instance is visible as ended before the engine hears that its last commit is done.
        var lastCommit = _holding.AfterCommit(step => step.Update?.Status == InstanceStatus.Completed);
        await _engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", s_one).InTime();
        await _engine.Client.RaiseEventAsync("one", "Go", "first").InTime();
        await lastCommit.Arrived.InTime();

        await _engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", s_one).InTime();
        var end = _engine.Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true);
        lastCommit.Release();
        await _engine.Client.WaitForInstanceStartAsync("one").InTime();
        await _engine.Client.RaiseEventAsync("one", "Go", "second").InTime();

        Assert.Equal("second", (await end.InTime()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task RaiseEvent_WhenItsRunEndsAndTheNextOneBegins_IsNotForTheNewRun()
    {
        await _engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", s_one).InTime();
        await _engine.Client.WaitForInstanceStartAsync("one").InTime();
        var leftOver = _holding.AfterCommit(step => step.Enqueue is [{ Kind: MessageKind.EventRaised, Payload: "\"left over\"" }]);
        var raise = _engine.Client.RaiseEventAsync("one", "Go", "left over");
        await leftOver.Arrived.InTime();
        await _engine.Client.RaiseEventAsync("one", "Go", "first").InTime();
        await _engine.Client.WaitForInstanceCompletionAsync("one").InTime();

        // The event is handed on when its run has ended, and looked at when the next run has begun.
        var look = _holding.BeforeRead("one");
        leftOver.Release();
        await raise.InTime();
        await look.Arrived.InTime();
        await _engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", s_one).InTime();
        look.Release();
        await _engine.Client.WaitForInstanceStartAsync("one").InTime();
        await _engine.Client.RaiseEventAsync("one", "Go", "second").InTime();
        var end = await _engine.Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true).InTime();

        Assert.Equal("second", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_WhenRestartedAgainAndAgain_GivesEachRunItsOwnEvents()
    {
        for (var run = 0; run < 200; run++)
        {
            await _engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", s_one).InTime();

            // The second event comes while the instance ends, or after it; it must not reach the next run.
            await Task.WhenAll(_engine.Client.RaiseEventAsync("one", "Go", $"{run}"), _engine.Client.RaiseEventAsync("one", "Go", $"{run}")).InTime();

            Assert.Equal($"{run}", (await _engine.Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true).InTime()).ReadOutputAs<string>());
        }
    }
}
