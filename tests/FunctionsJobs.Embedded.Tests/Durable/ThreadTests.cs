using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class ThreadTestsInMemory() : ThreadTests(false);

public sealed class ThreadTestsReplayed() : ThreadTests(true);

/// <summary>What orchestrator code starts on other threads fails its instance, whether it is awaited or not.</summary>
public abstract class ThreadTests(bool forceReplay) : DurableTest(forceReplay)
{
    public static TheoryData<string> Starts => ["run", "factory", "thread", "pool", "parallel", "timer", "cancel async", "continuation"];

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task Work_WhenItIsStartedAndNotAwaited_FailsTheInstance(string kind)
    {
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Functions.Orchestrator("Starts", async context =>
        {
            Start(kind, ran);
            await context.WaitForExternalEvent<int>("never");
        });
        var hub = await StartAsync();

        var end = await hub.RunAsync("Starts");

        AssertForeign(end);
        Assert.Contains("started work on another thread", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        await ran.Task.InTime();
    }

    [Fact]
    public async Task CancelAsync_WhenATimerIsCancelledByIt_FailsTheInstanceNamingCancel()
    {
        Functions.Orchestrator("Cancels", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            await cancel.CancelAsync();
            await timer;
        });
        var hub = await StartAsync();

        var end = await hub.RunAsync("Cancels");

        AssertForeign(end);
        Assert.Contains("Cancel instead of CancelAsync", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_WhenItsInstanceHasEnded_TouchesNoOther()
    {
        using var release = new ManualResetEventSlim();
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Functions.Orchestrator("Leaves", context =>
        {
            var flow = ExecutionContext.Capture()!;
            new Thread(() =>
            {
                release.Wait();
                ExecutionContext.Run(flow, static ran => ((TaskCompletionSource)ran!).SetResult(), ran);
            }).UnsafeStart();
            return Task.FromResult(context.NewGuid());
        });
        Functions.Orchestrator("Good", _ => Task.FromResult(1));
        var hub = await StartAsync();
        var left = await hub.RunAsync("Leaves", instanceId: "one");
        release.Set();
        await ran.Task.InTime();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, left.RuntimeStatus);
        Assert.Equal(1, (await hub.RunAsync("Good", instanceId: "one")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Post_WhenATaskIsCompletedByAnother_FailsTheInstance()
    {
        var foreign = new TaskCompletionSource();
        Functions.Orchestrator("Foreign", async context =>
        {
            _ = context.WaitForExternalEvent<int>("never");
            await foreign.Task;
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Foreign");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);

        foreign.SetResult();

        var end = await hub.EndOfAsync(id);
        AssertForeign(end);
        Assert.Contains("awaits something that did not come from", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    public static TheoryData<string> Members => ["activity", "sub-orchestration", "timer", "event", "send", "status", "continue", "guid", "time", "signal"];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Context_WhenItIsUsedElsewhere_ThrowsAndFailsTheInstance(string member)
    {
        var seen = new TaskCompletionSource<TaskOrchestrationContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        Functions.Orchestrator("Lends", async context =>
        {
            seen.TrySetResult(context);
            await context.WaitForExternalEvent<int>("never");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Lends");
        var context = await seen.Task.InTime();
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);

        await Assert.ThrowsAsync<InvalidOperationException>(() => UseAsync(member, context));

        var end = await hub.EndOfAsync(id);
        AssertForeign(end);
        Assert.Contains("was used outside of its thread", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private static async Task UseAsync(string member, TaskOrchestrationContext context)
    {
        switch (member)
        {
            case "activity":
                await context.CallActivityAsync("A");
                break;
            case "sub-orchestration":
                await context.CallSubOrchestratorAsync("Sub");
                break;
            case "timer":
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                break;
            case "event":
                await context.WaitForExternalEvent<int>("e");
                break;
            case "send":
                context.SendEvent("other", "e", 1);
                break;
            case "status":
                context.SetCustomStatus("elsewhere");
                break;
            case "continue":
                context.ContinueAsNew();
                break;
            case "guid":
                _ = context.NewGuid();
                break;
            case "time":
                _ = context.CurrentUtcDateTime;
                break;
            case "signal":
                await context.Entities.SignalEntityAsync(new Microsoft.DurableTask.Entities.EntityInstanceId("e", "k"), "op");
                break;
        }
    }

    private static void Start(string kind, TaskCompletionSource ran)
    {
        switch (kind)
        {
            case "run":
                _ = Task.Run(ran.TrySetResult);
                break;
            case "factory":
                _ = Task.Factory.StartNew(ran.TrySetResult, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                break;
            case "thread":
                new Thread(() => ran.TrySetResult()).Start();
                break;
            case "pool":
                ThreadPool.QueueUserWorkItem(_ => ran.TrySetResult());
                break;
            case "parallel":
                _ = Parallel.ForAsync(0, 1, (_, _) =>
                {
                    ran.TrySetResult();
                    return ValueTask.CompletedTask;
                });
                break;
            case "timer":
                var late = new CancellationTokenSource();
                late.Token.Register(() => ran.TrySetResult());
                late.CancelAfter(TimeSpan.FromMilliseconds(1));
                break;
            case "cancel async":
                var cancelled = new CancellationTokenSource();
                cancelled.Token.Register(() => ran.TrySetResult());
                _ = cancelled.CancelAsync();
                break;
            case "continuation":
                _ = Task.CompletedTask.ContinueWith(_ => ran.TrySetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                break;
        }
    }

    private static void AssertForeign(OrchestrationMetadata end)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(InvalidOperationException).FullName, end.FailureDetails!.ErrorType);
        Assert.Contains("use context.CreateTimer for delays and an activity for I/O", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }
}
