using FunctionsJobs.Embedded.Tests.Durable.Entities;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Rewind;

public sealed class RewindRecoveryTestsInMemory() : RewindRecoveryTests(false);

public sealed class RewindRecoveryTestsReplayed() : RewindRecoveryTests(true);

/// <summary>The process dies at every step of a run that fails, is rewound and succeeds, before and after the commit; the next one ends it the same way.</summary>
public abstract class RewindRecoveryTests(bool forceReplay) : DurableTest(forceReplay)
{
    private const string Root = "root";

    private static readonly EntityInstanceId s_counter = new("Counter", "one");

    public static TheoryData<string> Patterns => ["activity", "fan-out", "children", "timers", "compensation", "entities"];

    [Theory]
    [MemberData(nameof(Patterns))]
    public async Task Crash_WhenAtAnyStep_EndsTheSameWay(string pattern)
    {
        await using var undisturbed = await TestTaskHub.StartAsync(Register(new Repair()), ForceReplay);
        var expected = await DriveAsync(undisturbed, pattern);
        var steps = undisturbed.Store.Steps;
        Assert.Equal(OrchestrationRuntimeStatus.Completed, expected.RuntimeStatus);

        for (var step = 1; step <= steps; step++)
        {
            foreach (var moment in new[] { CrashMoment.BeforeCommit, CrashMoment.AfterCommit })
            {
                var repair = new Repair();
                await using var hub = await TestTaskHub.StartAsync(Register(repair), ForceReplay, crashAt: step, crashMoment: moment);
                var end = await CrashAndDriveAsync(hub, repair, pattern);

                Assert.True(expected.SerializedOutput == end.SerializedOutput, $"{pattern}, step {step} {moment}: {end.SerializedOutput} instead of {expected.SerializedOutput}");
            }
        }
    }

    private static async Task<OrchestrationMetadata> CrashAndDriveAsync(TestTaskHub hub, Repair repair, string pattern)
    {
        var first = DriveAsync(hub, pattern);
        if (await Task.WhenAny(first, hub.Store.Crashed).InTime() == first)
        {
            // The order of steps may differ from run to run, and with it their number.
            return await first;
        }

        // Nothing in a dead process answers: the first drive hangs for good, or until its limit.
        _ = first.ContinueWith(task => task.Exception, TaskScheduler.Default);
        var ledger = Register(repair);
        await hub.CrashAsync(ledger);
        var end = await DriveAsync(hub, pattern);
        Assert.DoesNotContain(ledger.Runs, run => run.Input == "\"kept\"" && hub.EndedBeforeCrash.Contains((run.InstanceId, run.TaskId)));
        return end;
    }

    // Doing it again after a crash must do no harm: a caller without an answer tries again.
    private static async Task<OrchestrationMetadata> DriveAsync(TestTaskHub hub, string pattern)
    {
        if (await hub.Client.GetInstanceAsync(Root) is null)
        {
            await hub.ScheduleAsync(pattern, instanceId: Root);
        }

        var end = await hub.EndOfAsync(Root);
        if (end.RuntimeStatus != OrchestrationRuntimeStatus.Failed)
        {
            return end;
        }

        hub.Functions.Activity<object?, string>("Repaired", _ => "");
        await hub.Client.RewindInstanceAsync(Root, "repaired").InTime();
        return await hub.EndOfAsync(Root);
    }

    private static TestFunctions Register(Repair repair)
    {
        var functions = new TestFunctions();
        functions.Entity<Counter>("Counter");
        functions.Activity<string, string>("Do", text => text == "broken" && !repair.IsDone(functions) ? throw new InvalidOperationException("broken") : text);
        functions.Orchestrator("activity", async context =>
            await context.CallActivityAsync<string>("Do", "kept") + await context.CallActivityAsync<string>("Do", "broken") + await context.CallActivityAsync<string>("Do", "after"));
        functions.Orchestrator("fan-out", async context => string.Concat(await Task.WhenAll(
            new[] { "kept", "broken", "kept", "broken" }.Select(text => context.CallActivityAsync<string>("Do", text)))));
        functions.Orchestrator("children", async context => string.Concat(await Task.WhenAll(
            context.CallSubOrchestratorAsync<string>("activity"), context.CallSubOrchestratorAsync<string>("middle"))));
        functions.Orchestrator("middle", context => context.CallSubOrchestratorAsync<string>("activity"));
        functions.Orchestrator("timers", async context =>
        {
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            using var cancelled = new CancellationTokenSource();
            var timeout = context.CreateTimer(TimeSpan.FromDays(1), cancelled.Token);
            var step = context.CallActivityAsync<string>("Do", "broken");
            await Task.WhenAny(timeout, step);
            cancelled.Cancel();
            var text = await step;
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            return text + timeout.IsCanceled;
        });
        functions.Orchestrator("compensation", async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("Do", "broken");
            }
            catch (TaskFailedException)
            {
                await context.CallActivityAsync<string>("Do", "compensate");
                throw;
            }
        });
        functions.Orchestrator("entities", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(s_counter))
            {
                await context.Entities.CallEntityAsync<int>(s_counter, "Get");
                var text = await context.CallActivityAsync<string>("Do", "broken");
                return text + context.Entities.InCriticalSection();
            }
        });
        return functions;
    }

    /// <summary>What was broken works from the first rewind on, also in the next process.</summary>
    private sealed class Repair
    {
        private volatile bool _isDone;

        public bool IsDone(TestFunctions functions) => _isDone |= functions.FindActivity("Repaired") is not null;
    }
}
