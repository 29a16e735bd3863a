using System.Collections.Concurrent;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

public sealed class BatchTestsInMemory() : BatchTests(false);

public sealed class BatchTestsReplayed() : BatchTests(true);

public abstract class BatchTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly EntityInstanceId s_a = new("Journal", "a");
    private static readonly EntityInstanceId s_b = new("Journal", "b");

    private readonly ConcurrentQueue<(string Id, int Count)> _batches = new();
    private readonly TaskCompletionSource _begun = new();

    [Fact]
    public async Task Batch_WhenOperationsHaveGathered_IsOneStep()
    {
        var gate = new TaskCompletionSource();
        RegisterGated(gate);
        var hub = await StartAsync();
        await FillAsync(hub, s_a, 20);
        var before = hub.Store.Steps;

        gate.SetResult();
        await HasLinesAsync(hub, s_a, 20);

        // The batch that the gate held, and the one with all that came meanwhile.
        Assert.Equal(2, hub.Store.Steps - before);
        Assert.Equal([1, 19], _batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task Batch_WhenItsSizeIsLimited_IsSplitInOrder()
    {
        var gate = new TaskCompletionSource();
        RegisterGated(gate);
        var hub = await StartAsync(new TaskHubEngineOptions { MaxEntityBatchSize = 4 });
        await FillAsync(hub, s_a, 11);

        gate.SetResult();
        await HasLinesAsync(hub, s_a, 11);

        Assert.Equal([1, 4, 4, 2], _batches.Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(0, 11).Select(i => $"{i}"), await LinesAsync(hub, s_a));
    }

    [Fact]
    public async Task Batch_WhenAnotherEntityWaits_TheyTakeTurns()
    {
        var gate = new TaskCompletionSource();
        RegisterGated(gate);
        var hub = await StartAsync(new TaskHubEngineOptions { MaxConcurrentEntities = 1, MaxEntityBatchSize = 5 });
        await FillAsync(hub, s_a, 16);
        await FillAsync(hub, s_b, 5);

        gate.SetResult();
        await HasLinesAsync(hub, s_a, 16);
        await HasLinesAsync(hub, s_b, 5);

        var order = _batches.Select(batch => batch.Id).ToList();
        Assert.True(order.IndexOf("@journal@b") < 2, $"b had to wait for all of a: {string.Join(' ', order)}");
    }

    [Fact]
    public async Task Batch_WhenTheLimitIsReached_OtherEntitiesWait()
    {
        var gate = new TaskCompletionSource();
        var running = 0;
        var most = 0;
        Functions.RawEntity("Journal", async (batch, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await gate.Task;
            await batch.RunAsync(new Journal());
            Interlocked.Decrement(ref running);
        });
        var hub = await StartAsync(new TaskHubEngineOptions { MaxConcurrentEntities = 3 });
        for (var i = 0; i < 10; i++)
        {
            await hub.Client.Entities.SignalEntityAsync(new("Journal", $"{i}"), "Write", "x");
        }

        await Eventually.HoldsAsync(() => Volatile.Read(ref running) == 3, "three entities run");
        gate.SetResult();
        for (var i = 0; i < 10; i++)
        {
            await HasLinesAsync(hub, new("Journal", $"{i}"), 1);
        }

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Batch_WhenAnOperationFails_OnlyItsOwnEffectsAreUndone()
    {
        var gate = new TaskCompletionSource();
        RegisterGated(gate);
        var hub = await StartAsync();
        await FillAsync(hub, s_a, 1);
        await hub.Client.Entities.SignalEntityAsync(s_a, "Write", "1");
        await hub.Client.Entities.SignalEntityAsync(s_a, "Tell", new Telling("@journal@b", "kept", 1));
        await hub.Client.Entities.SignalEntityAsync(s_a, "Tell", new Telling("@journal@b", "lost", 5, Fails: true));
        await hub.Client.Entities.SignalEntityAsync(s_a, "WriteAndFail", "2");
        await hub.Client.Entities.SignalEntityAsync(s_a, "Write", "3");

        gate.SetResult();
        await HasLinesAsync(hub, s_a, 3);
        await HasLinesAsync(hub, s_b, 1);

        Assert.Equal([1, 5], _batches.Where(batch => batch.Id == "@journal@a").Select(batch => batch.Count));
        Assert.Equal(["0", "1", "3"], await LinesAsync(hub, s_a));
        Assert.Equal(["kept1"], await LinesAsync(hub, s_b));
    }

    [Fact]
    public async Task Batch_WhenAnObjectIsChangedButNotSet_TheNextOperationSeesTheStoredState()
    {
        var gate = new TaskCompletionSource();
        Functions.RawEntity("Journal", async (batch, _) =>
        {
            await gate.Task;
            await batch.RunAsync(new Careless());
        });
        var hub = await StartAsync();
        foreach (var operation in new[] { "set", "spoil", "spoil", "append" })
        {
            await hub.Client.Entities.SignalEntityAsync(s_a, operation);
        }

        gate.SetResult();
        await HasLinesAsync(hub, s_a, 2);
        Assert.Equal(["set", "append"], await LinesAsync(hub, s_a));
    }

    [Fact]
    public async Task Batch_WhenTheFunctionThrows_FailsItsOperationsAndKeepsTheState()
    {
        var fails = false;
        Functions.RawEntity("Journal", async (batch, _) =>
        {
            await batch.RunAsync(new Journal());
            if (fails)
            {
                throw new InvalidOperationException("after the dispatch");
            }
        });
        Functions.Orchestrator("Call", async context =>
            (await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(s_a, "Write", "2"))).FailureDetails);
        var hub = await StartAsync();
        await hub.Client.Entities.SignalEntityAsync(s_a, "Write", "1");
        await HasLinesAsync(hub, s_a, 1);
        fails = true;

        var failure = (await hub.RunAsync("Call")).ReadOutputAs<TaskFailureDetails>()!;

        Assert.Equal("FunctionInvocationFailed", failure.ErrorType);
        Assert.Equal("after the dispatch", failure.InnerFailure!.ErrorMessage);
        Assert.Equal(["1"], await LinesAsync(hub, s_a));
    }

    [Fact]
    public async Task Batch_WhenTheFunctionDispatchesNothing_FailsSayingSo()
    {
        Functions.RawEntity("Journal", (_, _) => Task.CompletedTask);
        Functions.Orchestrator("Call", async context =>
            (await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(s_a, "Write", "2"))).FailureDetails.InnerFailure!.ErrorMessage);
        var hub = await StartAsync();

        Assert.Contains("without having dispatched", (await hub.RunAsync("Call")).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_WhenOneStateIsTooLarge_OnlyThatOperationFails()
    {
        var gate = new TaskCompletionSource();
        RegisterGated(gate);
        Functions.Orchestrator("Call", async context =>
        {
            var small = context.Entities.CallEntityAsync<int>(s_a, "Write", "small");
            var large = context.Entities.CallEntityAsync(s_a, "Grow", 0);
            var last = context.Entities.CallEntityAsync<int>(s_a, "Write", "last");
            var failure = await Assert.ThrowsAsync<EntityOperationFailedException>(() => large);
            return $"{await small} {await last} {failure.FailureDetails.ErrorType.Split('.')[^1]}";
        });
        var hub = await StartAsync();
        await FillAsync(hub, s_a, 1);
        var id = await hub.ScheduleAsync("Call");
        await Eventually.HoldsAsync(async () => (await hub.HistoryAsync(id)).Count == 3, "three calls");
        gate.SetResult();

        Assert.Equal($"2 3 {nameof(PayloadTooLargeException)}", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["0", "small", "last"], await LinesAsync(hub, s_a));
    }

    [Fact]
    public async Task Batch_WhenTheHostStopsWhileItRuns_IsRunAgainAndCountsOnce()
    {
        var started = new TaskCompletionSource();
        Functions.RawEntity("Journal", async (batch, stopping) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
            await batch.RunAsync(new Journal());
        });
        var hub = await StartAsync(new TaskHubEngineOptions { ActivityDrainTimeout = TimeSpan.Zero });
        await hub.Client.Entities.SignalEntityAsync(s_a, "Write", "once");
        await started.Task.InTime();
        Functions.Entity<Journal>("Journal");

        await hub.RestartAsync();

        await HasLinesAsync(hub, s_a, 1);
        Assert.Equal(["once"], await LinesAsync(hub, s_a));
    }

    [Fact]
    public async Task Operation_WhenItHasEnded_ItsContextAndStateAreClosed()
    {
        var late = new TaskCompletionSource<Exception[]>();
        Functions.RawEntity("Journal", (batch, _) => batch.RunAsync(new Lingering(late)));
        var hub = await StartAsync();

        await hub.Client.Entities.SignalEntityAsync(s_a, "linger");

        Assert.All(await late.Task.InTime(), fault => Assert.IsType<InvalidOperationException>(fault));
        Assert.Null(await hub.Client.Entities.GetEntityAsync(s_a));
        Assert.Null(await hub.Client.Entities.GetEntityAsync(s_b));
    }

    private void RegisterGated(TaskCompletionSource gate) => Functions.RawEntity("Journal", async (batch, _) =>
    {
        _begun.TrySetResult();
        await gate.Task;
        var counting = new Counting(new Journal());
        await batch.RunAsync(counting);
        _batches.Enqueue((batch.Id.ToString(), counting.Count));
    });

    // The first line begins a batch, which the gate holds; the others gather.
    private async Task FillAsync(TestTaskHub hub, EntityInstanceId id, int lines)
    {
        for (var i = 0; i < lines; i++)
        {
            await hub.Client.Entities.SignalEntityAsync(id, "Write", $"{i}");
            await _begun.Task.InTime();
        }
    }

    private static Task HasLinesAsync(TestTaskHub hub, EntityInstanceId id, int count) =>
        Eventually.HoldsAsync(async () => (await LinesAsync(hub, id)).Count == count, $"{id} has {count} lines");

    private static async Task<IReadOnlyList<string>> LinesAsync(TestTaskHub hub, EntityInstanceId id) =>
        (await hub.Client.Entities.GetEntityAsync<List<string>>(id))?.State ?? [];

    private sealed class Counting(Journal journal) : ITaskEntity
    {
        public int Count { get; private set; }

        public ValueTask<object?> RunAsync(TaskEntityOperation operation)
        {
            Count++;
            if (operation.Name != "Grow")
            {
                return journal.RunAsync(operation);
            }

            operation.State.SetState(new List<string> { new('x', 34_000_000) });
            return default;
        }
    }

    private sealed class Careless : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation)
        {
            var lines = operation.State.GetState<List<string>>([])!;
            lines.Add(operation.Name);
            if (operation.Name != "spoil")
            {
                operation.State.SetState(lines);
            }

            return default;
        }
    }

    private sealed class Lingering(TaskCompletionSource<Exception[]> late) : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation)
        {
            _ = LingerAsync(operation);
            return default;
        }

        private async Task LingerAsync(TaskEntityOperation operation)
        {
            await Task.Yield();
            var faults = new List<Exception>();
            await Eventually.HoldsAsync(() => Record.Exception(() => operation.State.SetState(null)) is { } fault && Add(fault), "the operation ends");
            Add(Record.Exception(() => operation.Context.SignalEntity(s_b, "Write", "late"))!);
            Add(Record.Exception(() => operation.Context.ScheduleNewOrchestration("Late"))!);
            late.SetResult([.. faults]);

            bool Add(Exception fault)
            {
                faults.Add(fault);
                return true;
            }
        }
    }
}
