using FunctionsJobs.Conformance.Entities;
using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Recovery;

/// <summary>What of an instance is done again when it is rewound, by the shape of the orchestration.</summary>
public sealed class RewindPatternTests
{
    private static readonly TaskOptions s_twice = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(1)));

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenSomeOfManyFailed_RunsOnlyThose(DurableMode mode)
    {
        var work = new Work { Broken = ["1", "3"] };
        await using var host = await work.StartAsync(mode, async context =>
            string.Join(',', await Task.WhenAll(Enumerable.Range(0, 5).Select(number => context.CallActivityAsync<string>("Do", number.ToString())))));
        var id = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("0,1,2,3,4", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["0", "1", "1", "2", "3", "3", "4"], work.Runs.Order(StringComparer.Ordinal));
    }

    // The branch that did not fail goes on after the other's failure: its later steps are kept.
    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenOneBranchFailedEarly_KeepsTheStepsOfTheOther(DurableMode mode)
    {
        var work = new Work { Broken = ["a"] };
        await using var host = await work.StartAsync(mode, async context =>
        {
            var branches = await Task.WhenAll(context.CallActivityAsync<string>("Do", "a"), StepsAsync(context));
            return string.Concat(branches);
        });
        var id = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("abcd", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "a", "b", "c", "d"], work.Runs.Order(StringComparer.Ordinal));
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenStepsFollow_TakesThem(DurableMode mode)
    {
        var work = new Work { Broken = ["b"] };
        await using var host = await work.StartAsync(mode, context => StepsAsync(context));
        var id = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("bcd", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["b", "b", "c", "d"], work.Runs);
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_KeepsInputAndCustomStatus_AndWhatCameBefore(DurableMode mode)
    {
        var work = new Work { Broken = ["b"] };
        await using var host = await mode.StartAsync(tasks => work.Register(tasks).AddOrchestratorFunc<string, string>("Run", async (context, input) =>
        {
            var word = await context.WaitForExternalEvent<string>("Word");
            context.SetCustomStatus(word);
            return input + word + await context.CallActivityAsync<string>("Do", "b");
        }));
        var id = await host.StartAsync("Run", "in ");
        await host.Client.RaiseEventAsync(id, "Word", "said ");
        (await host.EndOfAsync(id)).ShouldHaveFailed();

        await work.RepairAndRewindAsync(host, id);

        var end = await host.EndOfAsync(id);
        Assert.Equal("in said b", end.ReadOutputAs<string>());
        Assert.Equal(("in ", "said "), (end.ReadInputAs<string>(), end.ReadCustomStatusAs<string>()));
        Assert.Null(end.FailureDetails);
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenSeveralSubOrchestrationsFailed_RewindsThemAtEveryDepth(DurableMode mode)
    {
        var work = new Work { Broken = ["2", "deep"] };
        await using var host = await mode.StartAsync(tasks => work.Register(tasks)
            .AddOrchestratorFunc<string>("Run", async context => string.Join(',', await Task.WhenAll(
                context.CallSubOrchestratorAsync<string>("Child", "1"),
                context.CallSubOrchestratorAsync<string>("Child", "2"),
                context.CallSubOrchestratorAsync<string>("Middle"))))
            .AddOrchestratorFunc<string>("Middle", context => context.CallSubOrchestratorAsync<string>("Child", "deep"))
            .AddOrchestratorFunc<string, string>("Child", async (context, name) =>
                await context.CallActivityAsync<string>("Do", "before " + name) + await context.CallActivityAsync<string>("Do", name)));
        var id = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("before 11,before 22,before deepdeep", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["1", "2", "2", "before 1", "before 2", "before deep", "deep", "deep"], work.Runs.Order(StringComparer.Ordinal));
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_AfterContinueAsNew_GoesOnInTheLastGeneration(DurableMode mode)
    {
        var work = new Work { Broken = ["2"] };
        await using var host = await mode.StartAsync(tasks => work.Register(tasks).AddOrchestratorFunc<int, string?>("Run", async (context, generation) =>
        {
            var done = await context.CallActivityAsync<string>("Do", generation.ToString());
            if (generation < 2)
            {
                context.ContinueAsNew(generation + 1);
                return null;
            }

            return done;
        }));
        var id = await host.StartAsync("Run", 0);
        (await host.EndOfAsync(id)).ShouldHaveFailed();

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("2", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["0", "1", "2", "2"], work.Runs);
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenTheCodeItselfThrew_RunsItsEndAgain(DurableMode mode)
    {
        var isRepaired = false;
        var work = new Work();
        await using var host = await work.StartAsync(mode, async context =>
        {
            var done = await context.CallActivityAsync<string>("Do", "a");
            return Volatile.Read(ref isRepaired) ? done + await context.CallActivityAsync<string>("Do", "b") : throw new InvalidOperationException("broken code");
        });
        var id = (await host.RunAsync("Run")).InstanceId;

        Volatile.Write(ref isRepaired, true);
        await host.Client.RewindInstanceAsync(id, "deployed");

        Assert.Equal("ab", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "b"], work.Runs);
    }

    // The attempts that failed before the last one were answered by the retry: only the last one is made again.
    [Theory, EveryMode(Needs = HostFeatures.RewindAnything)]
    public async Task Rewind_AfterAllRetries_MakesTheLastAttemptAgain(DurableMode mode)
    {
        var work = new Work { Broken = ["b"] };
        await using var host = await work.StartAsync(mode, async context =>
            await context.CallActivityAsync<string>("Do", "a") + await context.CallActivityAsync<string>("Do", "b", s_twice));
        var id = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("ab", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "b", "b", "b"], work.Runs);
    }

    [Theory, EveryMode(Needs = HostFeatures.RewindAnything)]
    public async Task Rewind_WhenTimersHaveFired_DoesNotWaitForThemAgain(DurableMode mode)
    {
        var work = new Work { Broken = ["b"] };
        await using var host = await work.StartAsync(mode, async context =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            var before = context.CurrentUtcDateTime;
            var done = await context.CallActivityAsync<string>("Do", "b");
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            return $"{done} {context.CurrentUtcDateTime > before}";
        });
        var id = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("b True", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    // A timeout around the failed step: its timer was cancelled when the step failed, and runs again.
    [Theory, EveryMode(Needs = HostFeatures.RewindAnything)]
    public async Task Rewind_WhenATimeoutGuardedTheStep_GuardsItAgain(DurableMode mode)
    {
        var work = new Work { Broken = ["b"] };
        await using var host = await work.StartAsync(mode, async context =>
        {
            using var cancelled = new CancellationTokenSource();
            var timeout = context.CreateTimer(TimeSpan.FromHours(1), cancelled.Token);
            var step = context.CallActivityAsync<string>("Do", "b");
            var first = await Task.WhenAny(step, timeout);
            cancelled.Cancel();
            return first == step ? await step : "too late";
        });
        var id = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("b", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["b", "b"], work.Runs);
    }

    [Theory, EveryMode(Needs = HostFeatures.RewindAnything)]
    public async Task Rewind_AfterACompensation_TakesTheFailedStepAgainAndDoesWithoutIt(DurableMode mode)
    {
        var work = new Work { Broken = ["pay"] };
        await using var host = await work.StartAsync(mode, async context =>
        {
            var reserved = await context.CallActivityAsync<string>("Do", "reserve");
            try
            {
                return reserved + " " + await context.CallActivityAsync<string>("Do", "pay");
            }
            catch (TaskFailedException)
            {
                await context.CallActivityAsync<string>("Do", "release");
                throw;
            }
        });
        var id = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("reserve pay", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["reserve", "pay", "release", "pay"], work.Runs);
    }

    [Theory, EveryMode(Needs = HostFeatures.RewindAnything | HostFeatures.Entities)]
    public async Task Rewind_WhenEntitiesWereCalled_DoesNotCallThemAgain(DurableMode mode)
    {
        var work = new Work { Broken = ["b"] };
        await using var host = await mode.StartAsync(tasks => work.Register(tasks).AddEntity<Counter>().AddOrchestratorFunc<string>("Run", async context =>
        {
            var count = await context.Entities.CallEntityAsync<int>(EntityHosts.Id("rewound"), nameof(Counter.Add), 5);
            await context.Entities.SignalEntityAsync(EntityHosts.Id("rewound"), nameof(Counter.Add), 1);
            var done = await context.CallActivityAsync<string>("Do", "b");
            return $"{done} {count} {await context.Entities.CallEntityAsync<int>(EntityHosts.Id("rewound"), nameof(Counter.Add), 10)}";
        }));
        var id = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, id);

        Assert.Equal("b 5 16", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    // The lock was released when the instance failed, so that the critical section is entered anew.
    [Theory, EveryMode(Needs = HostFeatures.RewindAnything | HostFeatures.Entities)]
    public async Task Rewind_WhenItFailedInACriticalSection_EntersItAgain(DurableMode mode)
    {
        var work = new Work { Broken = ["inside"] };
        var id = EntityHosts.Id("locked");
        await using var host = await mode.StartAsync(tasks => work.Register(tasks).AddEntity<Counter>().AddOrchestratorFunc<string>("Run", async context =>
        {
            var done = await context.CallActivityAsync<string>("Do", "before");
            await using (await context.Entities.LockEntitiesAsync(id))
            {
                var count = await context.Entities.CallEntityAsync<int>(id, nameof(Counter.Add), 1);
                return $"{done} {await context.CallActivityAsync<string>("Do", "inside")} {count} {context.Entities.InCriticalSection()}";
            }
        }));
        var instanceId = (await host.RunAsync("Run")).InstanceId;

        await work.RepairAndRewindAsync(host, instanceId);

        Assert.Equal("before inside 2 True", (await host.EndOfAsync(instanceId)).ReadOutputAs<string>());
        Assert.Equal(["before", "inside", "inside"], work.Runs);
        await host.Client.Entities.SignalEntityAsync(id, nameof(Counter.Add), 1);
        await host.UntilAsync(id, 3);
    }

    [Theory, EveryMode(Needs = HostFeatures.Rewind)]
    public async Task Rewind_WhenTheHostStopsAfterwards_GoesOnAtTheNextStart(DurableMode mode)
    {
        var work = new Work { Broken = ["b"] };
        await using var host = await work.StartAsync(mode, async context =>
        {
            var done = await context.CallActivityAsync<string>("Do", "b");
            context.SetCustomStatus("waiting");
            return done + await context.WaitForExternalEvent<string>("Go");
        });
        var id = (await host.RunAsync("Run")).InstanceId;
        await work.RepairAndRewindAsync(host, id);
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "Go", "!");

        Assert.Equal("b!", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["b", "b"], work.Runs);
    }

    private static async Task<string> StepsAsync(TaskOrchestrationContext context) =>
        await context.CallActivityAsync<string>("Do", "b") + await context.CallActivityAsync<string>("Do", "c") + await context.CallActivityAsync<string>("Do", "d");

    /// <summary>An activity that returns its input, unless it is broken; and what it was called with, in order.</summary>
    private sealed class Work
    {
        private readonly List<string> _runs = [];
        private volatile HashSet<string> _broken = [];

        public HashSet<string> Broken
        {
            init => _broken = value;
        }

        public string[] Runs
        {
            get
            {
                lock (_runs)
                {
                    return [.. _runs];
                }
            }
        }

        public Task<IDurableHost> StartAsync(DurableMode mode, Func<TaskOrchestrationContext, Task<string>> code) =>
            mode.StartAsync(tasks => Register(tasks).AddOrchestratorFunc<string>("Run", code));

        public DurableTaskRegistry Register(DurableTaskRegistry tasks) => tasks.AddActivityFunc<string, string>("Do", (_, input) => Do(input));

        public Task RepairAndRewindAsync(IDurableHost host, string instanceId)
        {
            _broken = [];
            return host.Client.RewindInstanceAsync(instanceId, "repaired");
        }

        private string Do(string input)
        {
            lock (_runs)
            {
                _runs.Add(input);
            }

            return _broken.Contains(input) ? throw new InvalidOperationException($"{input} is broken") : input;
        }
    }
}
