using DurableTask.Core.Exceptions;
using FunctionsJobs.Embedded.Tests.Durable.Entities;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Rewind;

public sealed class RewindTestsInMemory() : RewindTests(false);

public sealed class RewindTestsReplayed() : RewindTests(true);

/// <summary>Rewinding after failures that the engine found, and of instances whose surroundings have changed.</summary>
public abstract class RewindTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly EntityInstanceId s_counter = new("Counter", "one");

    // A bad deployment: everything that was open then goes on once the code is as it was.
    [Fact]
    public async Task Rewind_WhenChangedCodeFailedTheInstance_GoesOnWithAllThatWasOpen()
    {
        Functions.Orchestrator("Child", context => context.WaitForExternalEvent<string>("child"));
        Functions.Orchestrator("Run", GoodAsync);
        var hub = await StartAsync();
        await hub.ScheduleAsync("Run", instanceId: "one");
        await hub.HasTimersAsync(1);
        Functions.Orchestrator("Run", context => context.CallActivityAsync<string>("Other"));
        await hub.CrashAsync();
        await hub.Client.RaiseEventAsync("one", "word", "said");
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, (await hub.EndOfAsync("one")).FailureDetails?.ErrorType);

        Functions.Orchestrator("Run", GoodAsync);
        await hub.Client.RewindInstanceAsync("one", "rolled back").InTime();
        await hub.HasTimersAsync(1);
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.Client.RaiseEventAsync("child", "child", "grown").InTime();

        Assert.Equal("said grown", (await hub.EndOfAsync("one")).ReadOutputAs<string>());

        static async Task<string> GoodAsync(TaskOrchestrationContext context)
        {
            var word = context.WaitForExternalEvent<string>("word");
            var child = context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child"));
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return $"{await word} {await child}";
        }
    }

    [Fact]
    public async Task Rewind_WhenTheChildEndedInTheMeantime_HearsOfItsEnd()
    {
        Functions.Orchestrator("Child", context => context.WaitForExternalEvent<string>("child"));
        Functions.Orchestrator("Run", context => context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child")));
        var hub = await StartAsync();
        await hub.ScheduleAsync("Run", instanceId: "one");
        await hub.HasStatusAsync("child", OrchestrationRuntimeStatus.Running);
        Functions.Orchestrator("Run", _ => Task.FromResult("changed"));
        await hub.CrashAsync();
        await hub.Client.RaiseEventAsync("one", "wake", 1);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.EndOfAsync("one")).RuntimeStatus);
        await hub.Client.RaiseEventAsync("child", "child", "grown");
        await hub.EndOfAsync("child");

        Functions.Orchestrator("Run", context => context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child")));
        await hub.Client.RewindInstanceAsync("one", "rolled back").InTime();

        Assert.Equal("grown", (await hub.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("terminated")]
    [InlineData("purged")]
    public async Task Rewind_WhenTheChildIsGone_RunsItAgain(string how)
    {
        Functions.Orchestrator("Child", context => context.WaitForExternalEvent<string>("child"));
        Functions.Orchestrator("Run", context => context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child")));
        var hub = await StartAsync();
        await hub.ScheduleAsync("Run", instanceId: "one");
        await hub.HasStatusAsync("child", OrchestrationRuntimeStatus.Running);
        await hub.Client.TerminateInstanceAsync("child");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.EndOfAsync("one")).RuntimeStatus);
        if (how == "purged")
        {
            await hub.Client.PurgeInstanceAsync("child");
        }

        await hub.Client.RewindInstanceAsync("one", "again").InTime();
        await hub.HasStatusAsync("child", OrchestrationRuntimeStatus.Running);
        await hub.Client.RaiseEventAsync("child", "child", "grown");

        Assert.Equal("grown", (await hub.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rewind_WhenTheChildsIdIsSomebodyElses_FailsAgain(bool hasEnded)
    {
        Functions.Orchestrator("Child", Task<string> (_) => throw new InvalidOperationException("broken"));
        Functions.Orchestrator("Other", context => context.WaitForExternalEvent<string>("go"));
        Functions.Orchestrator("Run", context => context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child")));
        var hub = await StartAsync();
        await hub.RunAsync("Run", instanceId: "one");
        await hub.ScheduleAsync("Other", instanceId: "child");
        if (hasEnded)
        {
            await hub.Client.RaiseEventAsync("child", "go", "mine");
            await hub.EndOfAsync("child");
        }

        await hub.Client.RewindInstanceAsync("one", "again").InTime();

        var end = await hub.EndOfAsync("one");
        Assert.Equal("SubOrchestrationGone", end.FailureDetails?.InnerFailure?.ErrorType);
    }

    [Fact]
    public async Task Rewind_WhenAskedForTwiceAtOnce_RunsWhatFailedOnce()
    {
        var isRepaired = false;
        Functions.Activity<object?, string>("Do", _ => Volatile.Read(ref isRepaired) ? "done" : throw new InvalidOperationException("broken"));
        Functions.Orchestrator("Run", context => context.CallActivityAsync<string>("Do"));
        var hub = await StartAsync();
        await hub.RunAsync("Run", instanceId: "one");
        Volatile.Write(ref isRepaired, true);

        var requests = Enumerable.Range(0, 10).Select(_ => Record.ExceptionAsync(() => hub.Client.RewindInstanceAsync("one", "all"))).ToList();
        var refused = (await Task.WhenAll(requests).InTime()).OfType<Exception>().ToList();

        Assert.True(refused.Count < 10);
        Assert.All(refused, exception => Assert.IsType<InvalidOperationException>(exception));
        Assert.Equal("done", (await hub.EndOfAsync("one")).ReadOutputAs<string>());
        Assert.Equal(2, Functions.RunsOf("Do"));
    }

    [Fact]
    public async Task Rewind_WhenTheOrchestratorIsGone_IsRefusedWithItsName()
    {
        Functions.Orchestrator("Run", Task<string> (_) => throw new InvalidOperationException("broken"));
        var hub = await StartAsync();
        await hub.RunAsync("Run", instanceId: "one");
        Functions.RemoveOrchestrator("Run");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RewindInstanceAsync("one", "again").InTime());

        Assert.Contains("'Run'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.GetAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task Rewind_WhenAnEntityOperationFailed_RunsItAgain()
    {
        var isBroken = true;
        Functions.RawEntity("Counter", (batch, _) => batch.RunAsync(new Fragile(() => Volatile.Read(ref isBroken))));
        Functions.Orchestrator("Run", context => context.Entities.CallEntityAsync<int>(s_counter, "Add", 3));
        var hub = await StartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.RunAsync("Run", instanceId: "one")).RuntimeStatus);
        Volatile.Write(ref isBroken, false);

        await hub.Client.RewindInstanceAsync("one", "repaired").InTime();

        Assert.Equal(3, (await hub.EndOfAsync("one")).ReadOutputAs<int>());
    }

    // The engine failed it, so that it never released its lock; nobody else has asked for it either.
    [Fact]
    public async Task Rewind_WhenTheLockWasNeverReleased_TakesItAgainAndReleasesIt()
    {
        Functions.Entity<Counter>("Counter");
        Functions.Orchestrator("Run", LockingAsync);
        var hub = await StartAsync();
        await hub.ScheduleAsync("Run", instanceId: "one");
        await hub.HasCustomStatusAsync("one", "locked");
        Functions.Orchestrator("Run", _ => Task.FromResult("changed"));
        await hub.CrashAsync();
        await hub.Client.RaiseEventAsync("one", "go", "on");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.EndOfAsync("one")).RuntimeStatus);

        Functions.Orchestrator("Run", LockingAsync);
        await hub.Client.RewindInstanceAsync("one", "rolled back").InTime();

        Assert.Equal("on True", (await hub.EndOfAsync("one")).ReadOutputAs<string>());
        await Eventually.HoldsAsync(
            async () => (await hub.Store.GetEntityAsync(s_counter.ToString(), CancellationToken.None))?.LockedBy is null, "the lock is released");

        static async Task<string> LockingAsync(TaskOrchestrationContext context)
        {
            await using (await context.Entities.LockEntitiesAsync(s_counter))
            {
                context.SetCustomStatus("locked");
                return $"{await context.WaitForExternalEvent<string>("go")} {context.Entities.InCriticalSection()}";
            }
        }
    }

    [Fact]
    public async Task Rewind_WhenTheHubHasStopped_Fails()
    {
        var hub = await StartAsync();
        await hub.Engine.StopAsync(CancellationToken.None).InTime();

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RewindInstanceAsync("one", "late").InTime());
    }

    public sealed class Fragile(Func<bool> isBroken) : TaskEntity<int>
    {
        public int Add(int amount) => isBroken() ? throw new InvalidOperationException("broken") : State += amount;
    }
}
