using DurableTask.Core.Exceptions;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class DeterminismTestsInMemory() : DeterminismTests(false);

public sealed class DeterminismTestsReplayed() : DeterminismTests(true);

/// <summary>Code that does not repeat its history, or awaits what is not durable, fails its instance with a message that says so.</summary>
public abstract class DeterminismTests(bool forceReplay) : DurableTest(forceReplay)
{
    public static TheoryData<string, string, string> Changes => new()
    {
        { "other activity", "called activity 'A' (task 0)", "called activity 'B' (task 0)" },
        { "timer instead", "called activity 'A' (task 0)", "created a timer (task 0)" },
        { "sub-orchestration instead", "called activity 'A' (task 0)", "called sub-orchestrator 'Sub' (task 0)" },
        { "event instead", "called activity 'A' (task 0)", "sent event 'Hi' (task 0)" },
        { "one more before", "called activity 'A' (task 0)", "called activity 'B' (task 0)" },
        { "one more after", "did nothing more", "called activity 'B' (task 1)" },
        { "nothing", "called activity 'A' (task 0)", "did nothing more" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Replay_WhenTheCodeWasChanged_FailsWithBothSides(string change, string recorded, string replayed)
    {
        Functions.Activity<object?, int>("A", _ => 1).Activity<object?, int>("B", _ => 1);
        Functions.Orchestrator("Sub", _ => Task.FromResult(1));
        Functions.Orchestrator("Changing", async context =>
        {
            await context.CallActivityAsync("A");
            await context.WaitForExternalEvent<int>("go");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Changing");
        await Eventually.HoldsAsync(async () => (await hub.HistoryAsync(id)).Count == 2, "the activity is recorded");

        Functions.Orchestrator("Changing", async context =>
        {
            switch (change)
            {
                case "other activity":
                    await context.CallActivityAsync("B");
                    break;
                case "timer instead":
                    await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                    break;
                case "sub-orchestration instead":
                    await context.CallSubOrchestratorAsync("Sub");
                    break;
                case "event instead":
                    context.SendEvent("other", "Hi", 1);
                    break;
                case "one more before":
                    await Task.WhenAll(context.CallActivityAsync("B"), context.CallActivityAsync("A"));
                    break;
                case "one more after":
                    await Task.WhenAll(context.CallActivityAsync("A"), context.CallActivityAsync("B"));
                    break;
            }

            await context.WaitForExternalEvent<int>("go");
        });
        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync(id, "go", 1);

        var failure = (await hub.EndOfAsync(id)).FailureDetails!;
        Assert.True(failure.IsCausedBy<NonDeterministicOrchestrationException>());
        Assert.Contains($"in turn 1 {recorded}, but its code now {replayed}", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(0, Functions.RunsOf("B"));
    }

    [Fact]
    public async Task Replay_WhenTheCodeReturnsTooEarly_Fails()
    {
        Functions.Orchestrator("Shorter", async context =>
        {
            await context.WaitForExternalEvent<int>("a");
            context.SetCustomStatus("a");
            await context.WaitForExternalEvent<int>("b");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Shorter");
        await hub.Client.RaiseEventAsync(id, "a", 1);
        await hub.HasCustomStatusAsync(id, "a");

        Functions.Orchestrator("Shorter", context => context.WaitForExternalEvent<int>("a"));
        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync(id, "b", 1);

        var failure = (await hub.EndOfAsync(id)).FailureDetails!;
        Assert.True(failure.IsCausedBy<NonDeterministicOrchestrationException>());
        Assert.Contains("its code now has returned", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WhenOnlyInputsAndCaseDiffer_GoesOn()
    {
        Functions.Activity<int, int>("A", value => value);
        Functions.Orchestrator("Changing", async context =>
        {
            var first = await context.CallActivityAsync<int>("A", 1);
            await context.WaitForExternalEvent<int>("go");
            return first;
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Changing");
        await Eventually.HoldsAsync(async () => (await hub.HistoryAsync(id)).Count == 2, "the activity is recorded");
        Functions.Orchestrator("Changing", async context =>
        {
            var first = await context.CallActivityAsync<int>("a", 2);
            await context.WaitForExternalEvent<int>("go");
            return first;
        });
        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync(id, "go", 1);

        Assert.Equal(1, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
    }

    public static TheoryData<string> ForeignAwaits => ["delay", "run", "run or an event", "completes within the turn", "cancelled elsewhere", "continuation on the pool"];

    [Theory]
    [MemberData(nameof(ForeignAwaits))]
    public async Task Await_WhenTheTaskIsForeign_FailsTheInstance(string kind)
    {
        Functions.Orchestrator("Foreign", context => AwaitForeignAsync(kind, context));
        var hub = await StartAsync();

        AssertForeign(await hub.RunAsync("Foreign"));
    }

    [Theory]
    [MemberData(nameof(ForeignAwaits))]
    public async Task Await_WhenTheTaskIsForeignInALaterTurn_FailsTheInstance(string kind)
    {
        Functions.Activity<object?, int>("A", _ => 1);
        Functions.Orchestrator("Foreign", async context =>
        {
            await context.CallActivityAsync("A");
            await AwaitForeignAsync(kind, context);
        });
        var hub = await StartAsync();

        AssertForeign(await hub.RunAsync("Foreign"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Await_WhenTheCodeLeavesItsThread_FailsTheInstance(bool usesTheContextThere)
    {
        using var gate = new ManualResetEventSlim();
        Functions.Orchestrator("Leaves", async context =>
        {
            _ = context.WaitForExternalEvent<int>("never");
            await Task.Run(() => gate.Wait()).ConfigureAwait(false);
            if (usesTheContextThere)
            {
                await context.CallActivityAsync("A");
            }
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Leaves");
        gate.Set();

        AssertForeign(await hub.EndOfAsync(id));
    }

    [Fact]
    public async Task Await_WhenATaskIsNeverCompleted_FailsTheInstance()
    {
        Functions.Orchestrator("Stuck", _ => new TaskCompletionSource().Task);
        var hub = await StartAsync();

        AssertForeign(await hub.RunAsync("Stuck"));
    }

    [Fact]
    public async Task Await_WhenTheCodeYieldsOrContinues_StaysInItsTurn()
    {
        Functions.Activity<int, int>("Double", value => 2 * value);
        Functions.Orchestrator("Yields", async context =>
        {
            var thread = Environment.CurrentManagedThreadId;
            await Task.Yield();
            var same = thread == Environment.CurrentManagedThreadId;
            var continued = await context.CallActivityAsync<int>("Double", 4)
                .ContinueWith(task => task.Result + 1, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return $"{same} {continued} {context.NewGuid().Version}";
        });
        var hub = await StartAsync();

        Assert.Equal("True 9 5", (await hub.RunAsync("Yields")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task AsyncVoid_WhenItThrows_FailsTheInstance()
    {
        Functions.Orchestrator("Void", async context =>
        {
            Throw(context);
            await context.WaitForExternalEvent<int>("never");
        });
        var hub = await StartAsync();

        var end = await hub.RunAsync("Void");

        Assert.Equal("from async void", end.FailureDetails!.ErrorMessage);
    }

    private static async void Throw(TaskOrchestrationContext context)
    {
        await Task.Yield();
        throw new InvalidOperationException("from async void");
    }

    // Each awaits before it lets the foreign task end: a task that is complete already is awaited without leaving the turn.
    private static async Task AwaitForeignAsync(string kind, TaskOrchestrationContext context)
    {
        using var gate = new ManualResetEventSlim();
        Task awaiting;
        switch (kind)
        {
            case "delay":
                await Task.Delay(TimeSpan.FromHours(1), TimeProvider.System);
                break;
            case "run":
                awaiting = AwaitAsync(Task.Run(() => gate.Wait()));
                gate.Set();
                await awaiting;
                break;
            case "run or an event":
                awaiting = AwaitAsync(Task.WhenAny(context.WaitForExternalEvent<int>("never"), Task.Run(() => gate.Wait())));
                gate.Set();
                await awaiting;
                break;
            case "completes within the turn":
                var source = new TaskCompletionSource();
                awaiting = AwaitAsync(source.Task);
                var other = new Thread(source.SetResult);
                other.Start();
                other.Join();
                await awaiting;
                break;
            case "continuation on the pool":
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None).ContinueWith(_ => 1, TaskScheduler.Default);
                break;
            case "cancelled elsewhere":
                var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
                var cancelling = new Thread(cancel.Cancel);
                cancelling.Start();
                cancelling.Join();
                await timer;
                break;
        }
    }

    private static async Task AwaitAsync(Task task) => await task;

    private static void AssertForeign(OrchestrationMetadata end)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(InvalidOperationException).FullName, end.FailureDetails!.ErrorType);
        Assert.Contains("use context.CreateTimer for delays and an activity for I/O", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }
}
