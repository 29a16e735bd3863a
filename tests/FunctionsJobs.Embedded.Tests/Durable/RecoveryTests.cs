using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class RecoveryTestsInMemory() : RecoveryTests(false);

public sealed class RecoveryTestsReplayed() : RecoveryTests(true);

/// <summary>The process dies at every step of an orchestration, before and after its commit; the next one ends it the same way.</summary>
public abstract class RecoveryTests(bool forceReplay) : DurableTest(forceReplay)
{
    private const string Root = "root";

    public static TheoryData<string> Patterns => ["chain", "fan-out", "children", "timers", "events", "eternal", "retry", "suspended", "terminated"];

    [Theory]
    [MemberData(nameof(Patterns))]
    public async Task Crash_WhenAtAnyStep_EndsTheSameWayAndRepeatsNoCommittedActivity(string pattern)
    {
        await using var undisturbed = await TestTaskHub.StartAsync(Register(new TestFunctions()), ForceReplay);
        var expected = await DriveAsync(undisturbed, pattern);
        var steps = undisturbed.Store.Steps;
        Assert.Equal(pattern == "terminated" ? OrchestrationRuntimeStatus.Terminated : OrchestrationRuntimeStatus.Completed, expected.RuntimeStatus);

        for (var step = 1; step <= steps; step++)
        {
            foreach (var moment in new[] { CrashMoment.BeforeCommit, CrashMoment.AfterCommit })
            {
                await using var hub = await TestTaskHub.StartAsync(Register(new TestFunctions()), ForceReplay, crashAt: step, crashMoment: moment);
                string? output;
                try
                {
                    output = (await CrashAndDriveAsync(hub, pattern)).SerializedOutput;
                }
                catch (TimeoutException)
                {
                    var history = (await hub.HistoryAsync(Root)).Select(record => $"{record.Turn}:{record.Type}");
                    output = $"no end; {(await hub.GetAsync(Root)).RuntimeStatus} with history {string.Join(' ', history)}";
                }

                Assert.True(expected.SerializedOutput == output, $"{pattern}, step {step} {moment}: {output} instead of {expected.SerializedOutput}");
            }
        }
    }

    [Fact]
    public async Task Start_WhenInstancesWerePendingOrHadOpenActivities_RunsThem()
    {
        var gate = new TaskCompletionSource();
        Functions.Orchestrator("Work", context => context.CallActivityAsync<int>("Slow", context.GetInput<int>()));
        Functions.AsyncActivity<int, int>("Slow", async (value, _) =>
        {
            await gate.Task;
            return value;
        });
        var hub = await StartAsync(new TaskHubEngineOptions { MaxConcurrentActivities = 2, ActivityBacklogLimit = 3 });
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await hub.ScheduleAsync("Work", i));
        }

        await Eventually.HoldsAsync(() => Functions.RunsOf("Slow") == 2, "two activities");
        gate.SetResult();
        await hub.CrashAsync();

        for (var i = 0; i < ids.Count; i++)
        {
            Assert.Equal(i, (await hub.EndOfAsync(ids[i])).ReadOutputAs<int>());
        }
    }

    private static TestFunctions Register(TestFunctions functions)
    {
        functions.Activity<string, string>("Echo", text => text);
        functions.Activity<int, int>("Square", value => value * value);
        var attempts = 0;
        functions.Activity<object?, string>("Flaky", _ => Interlocked.Increment(ref attempts) % 2 == 0 ? "in the end" : throw new InvalidOperationException("not yet"));
        functions.Orchestrator("chain", async context =>
        {
            var text = "";
            foreach (var part in new[] { "a", "b", "c" })
            {
                text += await context.CallActivityAsync<string>("Echo", part);
                context.SetCustomStatus(text);
            }

            return text;
        });
        functions.Orchestrator("fan-out", async context =>
            (await Task.WhenAll(Enumerable.Range(1, 4).Select(i => context.CallActivityAsync<int>("Square", i)))).Sum().ToString());
        functions.Orchestrator("children", async context =>
            string.Concat(await Task.WhenAll(new[] { "x", "y" }.Select(part => context.CallSubOrchestratorAsync<string>("child", part)))));
        functions.Orchestrator("child", context => context.CallActivityAsync<string>("Echo", context.GetInput<string>()));
        functions.Orchestrator("timers", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var cancelled = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            cancel.Cancel();
            await context.CallActivityAsync("Echo", "e");
            return cancelled.IsCanceled.ToString();
        });
        functions.Orchestrator("events", async context =>
            await context.WaitForExternalEvent<string>("one") + await context.WaitForExternalEvent<string>("two"));
        functions.Orchestrator("eternal", async context =>
        {
            var text = context.GetInput<string>() ?? "";
            text += await context.WaitForExternalEvent<string>("one");
            if (text.Length < 2)
            {
                context.ContinueAsNew(text);
            }

            return text;
        });
        functions.Orchestrator("retry", context => context.CallActivityAsync<string>(
            "Flaky", TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                return true;
            })));
        functions.Orchestrator("suspended", async context =>
        {
            var text = await context.WaitForExternalEvent<string>("one");
            return text + await context.CallActivityAsync<string>("Echo", "!");
        });
        functions.Orchestrator("terminated", context => context.CallSubOrchestratorAsync<string>("endless"));
        functions.Orchestrator("endless", async context =>
        {
            await context.CallActivityAsync("Echo", "begun");
            return await context.WaitForExternalEvent<string>("never");
        });
        return functions;
    }

    // What the outside does to each pattern. Doing it again after a crash must do no harm: a caller without an answer tries again.
    private static async Task<OrchestrationMetadata> DriveAsync(TestTaskHub hub, string pattern)
    {
        if (await hub.Client.GetInstanceAsync(Root) is null)
        {
            await hub.ScheduleAsync(pattern, instanceId: Root);
        }

        switch (pattern)
        {
            case "events":
                await hub.Client.RaiseEventAsync(Root, "one", "1").InTime();
                await hub.Client.RaiseEventAsync(Root, "two", "2").InTime();
                break;
            case "eternal":
                await hub.Client.RaiseEventAsync(Root, "one", "1").InTime();
                await hub.Client.RaiseEventAsync(Root, "one", "1").InTime();
                break;
            case "suspended":
                await hub.Client.SuspendInstanceAsync(Root).InTime();
                await hub.Client.RaiseEventAsync(Root, "one", "1").InTime();
                await hub.Client.ResumeInstanceAsync(Root).InTime();
                break;
            case "terminated":
                await hub.Client.TerminateInstanceAsync(Root, new TerminateInstanceOptions { Output = "enough", Recursive = true }).InTime();
                break;
        }

        return await hub.EndOfAsync(Root);
    }

    private static async Task<OrchestrationMetadata> CrashAndDriveAsync(TestTaskHub hub, string pattern)
    {
        var first = DriveAsync(hub, pattern);
        if (await Task.WhenAny(first, hub.Store.Crashed).InTime() == first)
        {
            // The order of steps may differ from run to run, and with it their number.
            return await first;
        }

        // Nothing in a dead process answers: the first drive hangs for good, or until its limit.
        _ = first.ContinueWith(task => task.Exception, TaskScheduler.Default);
        var ledger = Register(new TestFunctions());
        await hub.CrashAsync(ledger);
        var end = await DriveAsync(hub, pattern);
        Assert.All(ledger.Runs, run => Assert.DoesNotContain((run.InstanceId, run.TaskId), hub.EndedBeforeCrash));
        return end;
    }
}
