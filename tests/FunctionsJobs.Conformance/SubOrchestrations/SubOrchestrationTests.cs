using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.SubOrchestrations;

/// <summary>Orchestrations called by orchestrations.</summary>
public sealed class SubOrchestrationTests
{
    [Theory, EveryMode]
    public async Task SubOrchestration_WhenItEnds_ReturnsItsOutput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Parent", async (context, input) => 1 + await context.CallSubOrchestratorAsync<int>("Child", input))
            .AddOrchestratorFunc<int, int>("Child", async (context, input) => await context.CallActivityAsync<int>("Double", input))
            .AddActivityFunc<int, int>("Double", (_, input) => input * 2));

        Assert.Equal(43, await host.OutputOfAsync<int>("Parent", 21));
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenItHasNoOutput_IsAwaited(DurableMode mode)
    {
        var calls = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child"))
            .AddOrchestratorFunc("Child", context => context.CallActivityAsync("Count"))
            .AddActivityFunc("Count", _ => { Interlocked.Increment(ref calls); }));

        (await host.RunAsync("Parent")).ShouldHaveCompleted();

        Assert.Equal(1, calls);
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenNoIdIsGiven_HasADeterministicOneOf32HexDigits(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string[]>("Parent", async context =>
                [await ChildAsync(context), await ChildAsync(context)])
            .AddOrchestratorFunc<string>("Child", context => context.InstanceId));

        var ids = await host.OutputOfAsync<string[]>("Parent");

        Assert.All(ids!, id => Assert.Matches("^[0-9a-f]{32}$", id));
        Assert.NotEqual(ids![0], ids[1]);

        static async Task<string> ChildAsync(TaskOrchestrationContext context) => (await context.CallSubOrchestratorAsync<string>("Child"))!;
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenAnIdIsGiven_HasIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Parent", context =>
                context.CallSubOrchestratorAsync<string?>("Child", options: new SubOrchestrationOptions(instanceId: "the-child")))
            .AddOrchestratorFunc<string>("Child", context => context.InstanceId));

        Assert.Equal("the-child", await host.OutputOfAsync<string>("Parent"));
        var child = await host.Client.GetInstanceAsync("the-child", getInputsAndOutputs: true);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "Child"), (child!.RuntimeStatus, child.Name));
        Assert.Equal("the-child", child.ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenTheIdIsAddedToOptions_HasIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Parent", context => context.CallSubOrchestratorAsync<string?>(
                "Child", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(1))).WithInstanceId("added")))
            .AddOrchestratorFunc<string>("Child", context => context.InstanceId));

        Assert.Equal("added", await host.OutputOfAsync<string>("Parent"));
    }

    [Theory, EveryMode]
    public async Task Parent_WhenASubOrchestrationAsks_IsNamed(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Parent", async context =>
                $"{context.Parent?.InstanceId ?? "none"} / {await context.CallSubOrchestratorAsync<string>("Child")}")
            .AddOrchestratorFunc<string>("Child", context => $"{context.Parent?.Name} {context.Parent?.InstanceId}"));

        Assert.Equal("none / Parent the-parent", await host.OutputOfAsync<string>("Parent", options: new StartOrchestrationOptions("the-parent")));
    }

    [Theory, EveryMode]
    public async Task SubOrchestrations_WhenFannedOut_ReturnInTheOrderOfTheCalls(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[]>("Parent", context =>
                Task.WhenAll(Enumerable.Range(0, 20).Select(number => context.CallSubOrchestratorAsync<int>("Child", number))))
            .AddOrchestratorFunc<int, int>("Child", async (context, number) => await context.CallActivityAsync<int>("Square", number))
            .AddActivityFunc<int, int>("Square", (_, number) => number * number));

        var squares = await host.OutputOfAsync<int[]>("Parent");

        Assert.Equal(Enumerable.Range(0, 20).Select(number => number * number), squares!);
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenItCallsItself_Recurses(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, long>("Factorial", async (context, number) =>
                number <= 1 ? 1 : number * await context.CallSubOrchestratorAsync<long>("Factorial", number - 1)));

        Assert.Equal(3_628_800, await host.OutputOfAsync<long>("Factorial", 10));
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenAnIdIsUsedAgainAfterItsEnd_RunsAgain(DurableMode mode)
    {
        var calls = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", async context =>
            {
                var options = new SubOrchestrationOptions(instanceId: "again");
                await context.CallSubOrchestratorAsync<int>("Child", options: options);
                return await context.CallSubOrchestratorAsync<int>("Child", options: options);
            })
            .AddOrchestratorFunc<int>("Child", context => context.CallActivityAsync<int>("Count"))
            .AddActivityFunc<int>("Count", _ => Interlocked.Increment(ref calls)));

        Assert.Equal(2, await host.OutputOfAsync<int>("Parent"));
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenItFails_FailsTheCallWithTheCauseInside(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child");
                    return "not thrown";
                }
                catch (TaskFailedException failure)
                {
                    return $"{failure.TaskName} {failure.TaskId} {failure.FailureDetails.ErrorType}: {failure.FailureDetails.ErrorMessage}";
                }
            })
            .AddOrchestratorFunc("Child", new Action<TaskOrchestrationContext>(_ => throw new InvalidOperationException("broken"))));

        Assert.Equal("Child 0 System.InvalidOperationException: broken", await host.OutputOfAsync<string>("Parent"));
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenItsActivityFails_PassesTheWholeChainUp(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child"))
            .AddOrchestratorFunc("Child", context => context.CallActivityAsync("Fail"))
            .AddActivityFunc("Fail", new Action<TaskActivityContext>(_ => throw new InvalidOperationException("deep"))));

        var failure = (await host.RunAsync("Parent")).ShouldHaveFailed();

        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.StartsWith("Task 'Child' (#0) failed with an unhandled exception: Task 'Fail' (#0) failed", failure.ErrorMessage);
        Assert.Equal(typeof(TaskFailedException).FullName, failure.InnerFailure?.ErrorType);
        Assert.Equal("deep", failure.InnerFailure?.InnerFailure?.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenItDoesNotExist_FailsTheCall(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Missing")));

        var failure = (await host.RunAsync("Parent")).ShouldHaveFailed();

        Assert.Equal("OrchestratorTaskNotFound", failure.InnerFailure?.ErrorType);
    }

    [Theory, EveryMode]
    public async Task RetriedSubOrchestration_WhenItFailsSometimes_ReturnsTheFirstSuccess(DurableMode mode)
    {
        var attempts = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>(
                "Child", TaskOptions.FromRetryPolicy(new RetryPolicy(10, TimeSpan.FromMilliseconds(1)))))
            .AddOrchestratorFunc<int>("Child", async context =>
            {
                var attempt = await context.CallActivityAsync<int>("Count");
                return attempt < 3 ? throw new InvalidOperationException("not yet") : attempt;
            })
            .AddActivityFunc<int>("Count", _ => Interlocked.Increment(ref attempts)));

        Assert.Equal(3, await host.OutputOfAsync<int>("Parent"));
    }

    [Theory, EveryMode]
    public async Task RetriedSubOrchestration_WhenItAlwaysFails_GivesUpAfterTheLastAttempt(DurableMode mode)
    {
        var attempts = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync(
                "Child", TaskOptions.FromRetryPolicy(new RetryPolicy(4, TimeSpan.FromMilliseconds(1)))))
            .AddOrchestratorFunc("Child", async context =>
                throw new InvalidOperationException($"attempt {await context.CallActivityAsync<int>("Count")}"))
            .AddActivityFunc<int>("Count", _ => Interlocked.Increment(ref attempts)));

        var failure = (await host.RunAsync("Parent")).ShouldHaveFailed();

        Assert.Equal("attempt 4", failure.InnerFailure?.ErrorMessage);
        Assert.Equal(4, attempts);
    }

    [Theory, EveryMode]
    public async Task RetriedSubOrchestration_WhenAHandlerDecides_FollowsIt(DurableMode mode)
    {
        var attempts = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", TaskOptions.FromRetryHandler(retry =>
                retry.LastFailure.IsCausedBy<InvalidOperationException>() && retry.LastAttemptNumber < 3)))
            .AddOrchestratorFunc("Child", async context =>
                throw new InvalidOperationException($"attempt {await context.CallActivityAsync<int>("Count")}"))
            .AddActivityFunc<int>("Count", _ => Interlocked.Increment(ref attempts)));

        (await host.RunAsync("Parent")).ShouldHaveFailed();

        Assert.Equal(3, attempts);
    }

    [Theory, EveryMode]
    public async Task RetriedSubOrchestration_WhenTriedAgain_KeepsItsId(DurableMode mode)
    {
        var ids = new List<string>();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync(
                "Child", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(1)))))
            .AddOrchestratorFunc("Child", async context =>
            {
                await context.CallActivityAsync("Note", context.InstanceId);
                throw new InvalidOperationException("again");
            })
            .AddActivityFunc<string>("Note", (_, id) =>
            {
                lock (ids)
                {
                    ids.Add(id);
                }
            }));

        (await host.RunAsync("Parent")).ShouldHaveFailed();

        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenItWaits_CanBeReachedByEvents(DurableMode mode)
    {
        var started = Signal.Create();
        await using var host = await StartWithWaitingChildAsync(mode, started);
        var id = await host.StartAsync("Parent");
        await started.WithinLimitAsync();

        await host.Client.RaiseEventAsync("waiting-child", "Go", "hello");

        Assert.Equal("hello", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenTheHostWasRestarted_StillReturnsToItsParent(DurableMode mode)
    {
        var started = Signal.Create();
        await using var host = await StartWithWaitingChildAsync(mode, started);
        var id = await host.StartAsync("Parent");
        await started.WithinLimitAsync();

        await host.RestartAsync();
        await host.Client.RaiseEventAsync("waiting-child", "Go", "hello");

        Assert.Equal("hello", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task SubOrchestration_WhenItContinuesAsNew_ReturnsTheLastOutput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context => $"child: {await context.CallSubOrchestratorAsync<string>("Child", 0)}")
            .AddOrchestratorFunc<int, string?>("Child", (context, generation) =>
            {
                if (generation < 3)
                {
                    context.ContinueAsNew(generation + 1);
                    return Task.FromResult<string?>(null);
                }

                return Task.FromResult<string?>($"{generation} {context.Parent?.Name}");
            }));

        Assert.Equal("child: 3 Parent", await host.OutputOfAsync<string>("Parent"));
    }

    // A terminated child is a failed call for its parent; the real SDK loses the details of it on the way.
    [Theory, EveryMode(Needs = HostFeatures.TerminatedChildren)]
    public async Task SubOrchestration_WhenTerminated_FailsTheCall(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: "doomed-child"));
                    return "not thrown";
                }
                catch (TaskFailedException failure)
                {
                    return $"failed {failure.TaskName}";
                }
            })
            .AddOrchestratorFunc("Child", context => context.WaitForExternalEvent<string>("Never")));
        var id = await host.StartAsync("Parent");
        await host.UntilAsync("doomed-child", OrchestrationRuntimeStatus.Running);

        await host.Client.TerminateInstanceAsync("doomed-child", "enough");

        Assert.Equal("failed Child", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    // The signal comes from an activity: it may run again when the host is stopped before its result is stored.
    private static Task<IDurableHost> StartWithWaitingChildAsync(DurableMode mode, TaskCompletionSource started) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string?>("Parent", context =>
            context.CallSubOrchestratorAsync<string?>("Child", options: new SubOrchestrationOptions(instanceId: "waiting-child")))
        .AddOrchestratorFunc<string?>("Child", async context =>
        {
            await context.CallActivityAsync("Started");
            return await context.WaitForExternalEvent<string>("Go");
        })
        .AddActivityFunc("Started", _ => { started.TrySetResult(); }));
}
