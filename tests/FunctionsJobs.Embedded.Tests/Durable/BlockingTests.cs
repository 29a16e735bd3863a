using System.Collections.Concurrent;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class BlockingTestsInMemory() : BlockingTests(false);

public sealed class BlockingTestsReplayed() : BlockingTests(true);

/// <summary>Orchestrator code that would block its thread fails its instance, and holds up nobody else.</summary>
public abstract class BlockingTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    public static TheoryData<string, string> Waits => new()
    {
        { "wait", "Task.Wait" },
        { "wait in time", "Task.Wait" },
        { "result", "Task.Result" },
        { "get result", "GetAwaiter().GetResult()" },
        { "wait all", "Task.WaitAll" },
        { "wait any", "Task.Wait" },
        { "foreign result", "Task.Result" },
        { "semaphore", "SemaphoreSlim.Wait" },
        { "event", "ManualResetEventSlim.Wait" },
        { "handle", "WaitHandle.WaitOne" },
        { "monitor", "Monitor.Wait" },
        { "collection", "BlockingCollection." },
        { "countdown", "CountdownEvent.Wait" },
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task Wait_WhenItWouldBlock_FailsTheInstanceNamingTheMember(string kind, string member)
    {
        Functions.Activity<object?, int>("A", _ => 1);
        Functions.Orchestrator("Blocks", context =>
        {
            Block(kind, context);
            return Task.FromResult(1);
        });
        var hub = await StartAsync();

        var end = await hub.RunAsync("Blocks");

        AssertBlocked(end, member);
        Assert.Contains($"called by {typeof(BlockingTests).FullName}.{nameof(Block)}.", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_WhenItWouldBlockInALaterTurn_FailsTheInstance()
    {
        Functions.Activity<object?, int>("A", _ => 1);
        Functions.Orchestrator("Blocks", async context =>
        {
            await context.CallActivityAsync("A");
            return context.CallActivityAsync<int>("A").Result;
        });
        var hub = await StartAsync();

        AssertBlocked(await hub.RunAsync("Blocks"), "Task.Result");
    }

    [Fact]
    public async Task Wait_WhenTheCodeSwallowsTheRefusal_FailsTheInstanceAllTheSame()
    {
        Functions.Activity<object?, int>("A", _ => 1);
        Functions.Orchestrator("Swallows", async context =>
        {
            try
            {
                context.WaitForExternalEvent<int>("never").Wait();
            }
            catch (InvalidOperationException)
            {
                await context.CallActivityAsync("A");
            }
        });
        var hub = await StartAsync();

        AssertBlocked(await hub.RunAsync("Swallows"), "Task.Wait");
        Assert.Equal(0, Functions.RunsOf("A"));
    }

    [Fact]
    public async Task Wait_WhenManyInstancesWouldBlock_LeavesRoomForOthers()
    {
        Functions.Activity<object?, int>("A", _ => 1);
        Functions.Orchestrator("Blocks", context => Task.FromResult(context.CallActivityAsync<int>("A").Result));
        Functions.Orchestrator("Good", context => context.CallActivityAsync<int>("A"));
        var hub = await StartAsync(new TaskHubEngineOptions { MaxConcurrentOrchestrators = 1 });
        var blocking = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            blocking.Add(await hub.ScheduleAsync("Blocks"));
        }

        Assert.Equal(1, (await hub.RunAsync("Good")).ReadOutputAs<int>());
        foreach (var id in blocking)
        {
            AssertBlocked(await hub.EndOfAsync(id), "Task.Result");
        }
    }

    [Fact]
    public async Task Wait_WhenTheTaskIsDone_DoesNotBlock()
    {
        Functions.Activity<object?, int>("A", _ => 3);
        Functions.Orchestrator("Reads", async context =>
        {
            var call = context.CallActivityAsync<int>("A");
            await Task.WhenAll(call);
            call.Wait();
            return call.Result + call.GetAwaiter().GetResult();
        });
        var hub = await StartAsync();

        Assert.Equal(6, (await hub.RunAsync("Reads")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Lock_WhenItComes_IsWaitedFor()
    {
        var gate = new object();
        var entering = false;
        using var held = new HeldLock(gate);
        Functions.Orchestrator("Locks", _ =>
        {
            Volatile.Write(ref entering, true);
            lock (gate)
            {
                return Task.FromResult("entered");
            }
        });
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Locks");
        await Eventually.HoldsAsync(() => Volatile.Read(ref entering), "the code is at the lock");
        held.Dispose();

        Assert.Equal("entered", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    public static TheoryData<string> LongTurns => ["sleep", "lock", "loop"];

    [Theory]
    [MemberData(nameof(LongTurns))]
    public async Task Turn_WhenItDoesNotEnd_FailsTheInstanceAndFreesItsPlace(string kind)
    {
        var watch = new ManualTime();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stop = false;
        var gate = new object();
        Functions.Activity<object?, int>("A", _ => 1);
        Functions.Orchestrator("Good", context => context.CallActivityAsync<int>("A"));
        Functions.Orchestrator("Long", _ =>
        {
            entered.TrySetResult();
            switch (kind)
            {
                case "sleep":
#pragma warning disable RS0030 // What it is about.
                    Thread.Sleep(Timeout.Infinite);
#pragma warning restore RS0030
                    break;
                case "lock":
                    Monitor.Enter(gate);
                    break;
                default:
                    while (!Volatile.Read(ref stop))
                    {
                        Thread.SpinWait(1_000);
                    }

                    break;
            }

            return Task.FromResult("came back");
        });
        using var held = new HeldLock(gate);
        try
        {
            var hub = await StartAsync(new TaskHubEngineOptions { MaxConcurrentOrchestrators = 1, TurnTimeLimit = s_limit, WatchClock = watch });
            var id = await hub.ScheduleAsync("Long");
            await entered.Task.InTime();
            var end = hub.EndOfAsync(id);

            // The watch looks once for every step; an interrupted thread takes a moment to come back.
            await Eventually.HoldsAsync(
                () =>
                {
                    watch.Advance(s_limit / 4);
                    return end.IsCompleted;
                },
                "the instance has ended");

            AssertFault(await end, $"ran for longer than {s_limit}");
            Assert.Equal(1, (await hub.RunAsync("Good")).ReadOutputAs<int>());
        }
        finally
        {
            Volatile.Write(ref stop, true);
        }
    }

    [Fact]
    public async Task Turn_WhenItIsShort_IsLeftAlone()
    {
        var watch = new ManualTime();
        Functions.Orchestrator("Waits", context => context.WaitForExternalEvent<int>("go"));
        var hub = await StartAsync(new TaskHubEngineOptions { TurnTimeLimit = s_limit, WatchClock = watch });
        var id = await hub.ScheduleAsync("Waits");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);

        watch.Advance(100 * s_limit);
        await hub.Client.RaiseEventAsync(id, "go", 7);

        Assert.Equal(7, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
    }

    private static void Block(string kind, TaskOrchestrationContext context)
    {
        var never = context.WaitForExternalEvent<int>("never");
        switch (kind)
        {
            case "wait":
                never.Wait();
                break;
            case "wait in time":
                never.Wait(TimeSpan.FromHours(1));
                break;
            case "result":
                _ = context.CallActivityAsync<int>("A").Result;
                break;
            case "get result":
                context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None).GetAwaiter().GetResult();
                break;
            case "wait all":
                Task.WaitAll(never, context.CallActivityAsync("A"));
                break;
            case "wait any":
                Task.WaitAny(never, context.CallActivityAsync("A"));
                break;
            case "foreign result":
                _ = new TaskCompletionSource<int>().Task.Result;
                break;
            case "semaphore":
                using (var semaphore = new SemaphoreSlim(0))
                {
                    semaphore.Wait();
                }

                break;
            case "event":
                using (var signal = new ManualResetEventSlim())
                {
                    signal.Wait();
                }

                break;
            case "handle":
                using (var handle = new AutoResetEvent(false))
                {
                    handle.WaitOne();
                }

                break;
            case "monitor":
                lock (never)
                {
                    Monitor.Wait(never);
                }

                break;
            case "collection":
                using (var collection = new BlockingCollection<int>())
                {
                    collection.Take();
                }

                break;
            case "countdown":
                using (var countdown = new CountdownEvent(1))
                {
                    countdown.Wait();
                }

                break;
        }
    }

    private static void AssertBlocked(OrchestrationMetadata end, string member) => AssertFault(end, $"blocks its thread in {member}");

    private static void AssertFault(OrchestrationMetadata end, string what)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(InvalidOperationException).FullName, end.FailureDetails!.ErrorType);
        Assert.Contains(what, end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("use context.CreateTimer for delays and an activity for I/O", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    /// <summary>A lock that a thread of its own holds until disposal.</summary>
    private sealed class HeldLock : IDisposable
    {
        private readonly ManualResetEventSlim _release = new();
        private readonly Thread _holder;

        public HeldLock(object gate)
        {
            using var held = new ManualResetEventSlim();
            _holder = new Thread(() =>
            {
                lock (gate)
                {
                    held.Set();
                    _release.Wait();
                }
            });
            _holder.Start();
            held.Wait();
        }

        public void Dispose()
        {
            _release.Set();
            _holder.Join();
        }
    }
}
