using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Patterns;

/// <summary>Activities side by side: fan-out, fan-in and races.</summary>
public sealed class FanOutTests
{
    [Theory, EveryMode(1), EveryMode(10), EveryMode(100), EveryMode(1000, Needs = HostFeatures.WideFanOut)]
    public async Task FanOut_OfManyActivities_CollectsResultsInTheOrderOfTheCalls(DurableMode mode, int count)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int[]>("FanOut", async (context, width) =>
                await Task.WhenAll(Enumerable.Range(0, width).Select(number => context.CallActivityAsync<int>("Square", number))))
            .AddActivityFunc<int, int>("Square", (_, number) => number * number));

        var squares = await host.OutputOfAsync<int[]>("FanOut", count);

        Assert.Equal(Enumerable.Range(0, count).Select(number => number * number), squares!);
    }

    [Theory, EveryMode]
    public async Task FanOut_WhenActivitiesWaitForEachOther_RunsThemSideBySide(DurableMode mode)
    {
        var left = Signal.Create();
        var right = Signal.Create();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Meet", context =>
                Task.WhenAll(context.CallActivityAsync("Left"), context.CallActivityAsync("Right")))
            .AddActivityFunc("Left", async _ =>
            {
                left.SetResult();
                await right.WithinLimitAsync();
            })
            .AddActivityFunc("Right", async _ =>
            {
                right.SetResult();
                await left.WithinLimitAsync();
            }));

        (await host.RunAsync("Meet")).ShouldHaveCompleted();
    }

    [Theory, EveryMode]
    public async Task FanOut_OfChains_KeepsEachChainInOrder(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[]>("Chains", async context => await Task.WhenAll(Enumerable.Range(1, 8).Select(async factor =>
            {
                var value = 1;
                for (var step = 0; step < 4; step++)
                {
                    value = await context.CallActivityAsync<int>("Multiply", new[] { value, factor });
                }

                return value;
            })))
            .AddActivityFunc<int[], int>("Multiply", (_, factors) => factors[0] * factors[1]));

        var powers = await host.OutputOfAsync<int[]>("Chains");

        Assert.Equal([1, 16, 81, 256, 625, 1296, 2401, 4096], powers!);
    }

    [Theory, EveryMode]
    public async Task WhenAny_WhenOneActivityIsDone_ContinuesBeforeTheOther(DurableMode mode)
    {
        var slow = Signal.Create();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Race", async context =>
            {
                var fastTask = context.CallActivityAsync<string>("Fast");
                var slowTask = context.CallActivityAsync<string>("Slow");
                var winner = await Task.WhenAny(fastTask, slowTask);
                context.SetCustomStatus(await winner);
                return $"{await fastTask}, {await slowTask}";
            })
            .AddActivityFunc<string>("Fast", _ => "fast")
            .AddActivityFunc<string>("Slow", async _ =>
            {
                await slow.WithinLimitAsync();
                return "slow";
            }));

        var id = await host.StartAsync("Race");
        await host.UntilCustomStatusAsync(id, "fast");
        slow.SetResult();

        Assert.Equal("fast, slow", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task WhenAny_InALoop_SeesEveryTaskOnce(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[]>("Drain", async context =>
            {
                var open = Enumerable.Range(0, 12).Select(number => context.CallActivityAsync<int>("Echo", number)).ToList();
                var seen = new List<int>();
                while (open.Count > 0)
                {
                    var done = await Task.WhenAny(open);
                    open.Remove(done);
                    seen.Add(await done);
                }

                return [.. seen];
            })
            .AddActivityFunc<int, int>("Echo", (_, number) => number));

        var seen = await host.OutputOfAsync<int[]>("Drain");

        Assert.Equal(Enumerable.Range(0, 12), seen!.Order());
    }

    [Theory, EveryMode]
    public async Task BoundedFanOut_WhenAWindowIsKept_NeverStartsMore(DurableMode mode)
    {
        const int Window = 2;
        var running = 0;
        var most = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Bounded", async context =>
            {
                var open = new List<Task>();
                for (var number = 0; number < 10; number++)
                {
                    if (open.Count == Window)
                    {
                        open.Remove(await Task.WhenAny(open));
                    }

                    open.Add(context.CallActivityAsync("Work", number));
                }

                await Task.WhenAll(open);
                return 10;
            })
            .AddActivityFunc<int>("Work", async (_, _) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Yield();
                Interlocked.Decrement(ref running);
            }));

        Assert.Equal(10, await host.OutputOfAsync<int>("Bounded"));
        Assert.InRange(most, 1, Window);
    }

    // The engine has no way to take a scheduled task back, so an instance ends when all of them have.
    [Theory, EveryMode]
    public async Task Completion_WhenAnActivityIsStillRunning_WaitsForIt(DurableMode mode)
    {
        var started = Signal.Create();
        var release = Signal.Create();
        var returned = Signal.Create();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Leave", async context =>
            {
                _ = context.CallActivityAsync("Slow");
                await context.CallActivityAsync("Fast");
                if (!context.IsReplaying)
                {
                    returned.TrySetResult();
                }

                return "left";
            })
            .AddActivityFunc("Fast", _ => Task.CompletedTask)
            .AddActivityFunc("Slow", async _ =>
            {
                started.SetResult();
                await release.WithinLimitAsync();
            }));

        var id = await host.StartAsync("Leave");
        await started.WithinLimitAsync();
        await returned.WithinLimitAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.UntilAsync(id, OrchestrationRuntimeStatus.Running)).RuntimeStatus);
        release.SetResult();

        Assert.Equal("left", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Completion_WhenATaskNobodyAwaitsFails_IsNotAffected(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Forget", context =>
            {
                _ = context.CallActivityAsync("Fail");
                return Task.FromResult("fine");
            })
            .AddActivityFunc("Fail", new Action<TaskActivityContext>(_ => throw new InvalidOperationException("unseen"))));

        Assert.Equal("fine", await host.OutputOfAsync<string>("Forget"));
    }

    [Theory, EveryMode]
    public async Task Instances_WhenManyRunAtOnce_DoNotMix(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Triple", async (context, number) =>
            {
                var sum = 0;
                for (var time = 0; time < 3; time++)
                {
                    sum += await context.CallActivityAsync<int>("Echo", number);
                }

                return sum;
            })
            .AddActivityFunc<int, int>("Echo", (_, number) => number));

        var sums = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => host.OutputOfAsync<int>("Triple", number)));

        Assert.Equal(Enumerable.Range(0, 50).Select(number => number * 3), sums.AsEnumerable());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
