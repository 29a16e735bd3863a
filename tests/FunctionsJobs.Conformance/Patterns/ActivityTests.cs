using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Patterns;

/// <summary>Calls of single activities and chains of them.</summary>
public sealed class ActivityTests
{
    [Theory, EveryMode]
    public async Task Orchestrator_WhenItDoesNothing_CompletesWithoutOutput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Empty", _ => Task.CompletedTask));

        var metadata = await host.RunAsync("Empty");

        metadata.ShouldHaveCompleted();
        Assert.Null(metadata.SerializedOutput);
        Assert.Null(metadata.SerializedInput);
        Assert.Null(metadata.FailureDetails);
    }

    [Theory, EveryMode]
    public async Task Orchestrator_WhenSynchronous_CompletesWithItsOutput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Double", (_, input) => input * 2));

        Assert.Equal(42, await host.OutputOfAsync<int>("Double", 21));
    }

    [Theory, EveryMode]
    public async Task Orchestrator_WhenStartedByAnotherCase_IsFound(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("CamelCase", _ => "found"));

        Assert.Equal("found", await host.OutputOfAsync<string>("camelCASE"));
    }

    [Theory, EveryMode]
    public async Task Activity_WhenSynchronous_ReturnsItsOutput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string?>("Greet", async (context, name) => await context.CallActivityAsync<string>("SayHello", name))
            .AddActivityFunc<string, string>("SayHello", (_, name) => $"Hello, {name}!"));

        Assert.Equal("Hello, Mira!", await host.OutputOfAsync<string>("Greet", "Mira"));
    }

    [Theory, EveryMode]
    public async Task Activity_WhenAsynchronous_MayAwaitAnything(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Greet", async context => await context.CallActivityAsync<string>("SayHello", "Mira"))
            .AddActivityFunc<string, string>("SayHello", async (_, name) =>
            {
                await Task.Yield();
                await Task.Run(() => { });
                return $"Hello, {name}!";
            }));

        Assert.Equal("Hello, Mira!", await host.OutputOfAsync<string>("Greet"));
    }

    [Theory, EveryMode]
    public async Task Activity_WhenCalledByAnotherCase_IsFound(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Call", context => context.CallActivityAsync<int>("ANSWER"))
            .AddActivityFunc<int>("Answer", _ => 42));

        Assert.Equal(42, await host.OutputOfAsync<int>("Call"));
    }

    [Theory, EveryMode]
    public async Task Activity_WhenItHasNoOutput_GivesTheDefaultValue(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                var number = await context.CallActivityAsync<int>("Nothing");
                var text = await context.CallActivityAsync<string?>("Nothing");
                await context.CallActivityAsync("Nothing");
                return $"{number}/{text ?? "null"}";
            })
            .AddActivityFunc("Nothing", _ => { }));

        Assert.Equal("0/null", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task Activity_WhenItHasAnOutputNobodyAskedFor_IsAwaitedAllTheSame(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                await context.CallActivityAsync("Answer");
                return "done";
            })
            .AddActivityFunc<int>("Answer", _ => 42));

        Assert.Equal("done", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task ActivityContext_WhenCalled_NamesTheActivityAndItsOrchestration(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>("WhoAmI"))
            .AddActivityFunc<string>("WhoAmI", context => $"{context.Name}@{context.InstanceId}"));

        Assert.Equal("WhoAmI@caller", await host.OutputOfAsync<string>("Call", options: new StartOrchestrationOptions("caller")));
    }

    [Theory, EveryMode]
    public async Task OrchestrationContext_WhenStarted_NamesTheOrchestrationAndItsInstance(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("WhoAmI", context => $"{context.Name}@{context.InstanceId}"));

        Assert.Equal("WhoAmI@top", await host.OutputOfAsync<string>("WhoAmI", options: new StartOrchestrationOptions("top")));
    }

    [Theory, EveryMode]
    public async Task Chain_OfTenActivities_PassesEachOutputOn(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Chain", async (context, value) =>
            {
                for (var step = 0; step < 10; step++)
                {
                    value = await context.CallActivityAsync<int>("PlusOne", value);
                }

                return value;
            })
            .AddActivityFunc<int, int>("PlusOne", (_, value) => value + 1));

        Assert.Equal(15, await host.OutputOfAsync<int>("Chain", 5));
    }

    [Theory, EveryMode]
    public async Task Chain_WhenItsResultsAreStored_RunsEachActivityOnce(DurableMode mode)
    {
        var calls = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Chain", async context =>
            {
                for (var step = 0; step < 5; step++)
                {
                    await context.CallActivityAsync("Count");
                }
            })
            .AddActivityFunc("Count", _ => { Interlocked.Increment(ref calls); }));

        (await host.RunAsync("Chain")).ShouldHaveCompleted();

        Assert.Equal(5, calls);
    }

    [Theory, EveryMode]
    public async Task Chain_WhenItBranchesOnAResult_TakesTheSameBranchAgain(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string?>("Branch", async (context, input) =>
            {
                var even = await context.CallActivityAsync<bool>("IsEven", input);
                var word = even ? await context.CallActivityAsync<string>("Even") : await context.CallActivityAsync<string>("Odd");
                return $"{word}!";
            })
            .AddActivityFunc<int, bool>("IsEven", (_, value) => value % 2 == 0)
            .AddActivityFunc<string>("Even", _ => "even")
            .AddActivityFunc<string>("Odd", _ => "odd"));

        Assert.Equal("even!", await host.OutputOfAsync<string>("Branch", 4));
        Assert.Equal("odd!", await host.OutputOfAsync<string>("Branch", 5));
    }

    [Theory, EveryMode]
    public async Task Finally_WhenTheBodyFails_MayStillCallAnActivity(DurableMode mode)
    {
        var cleaned = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("TryFinally", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fail");
                }
                finally
                {
                    await context.CallActivityAsync("CleanUp");
                }
            })
            .AddActivityFunc("Fail", new Action<TaskActivityContext>(_ => throw new InvalidOperationException("no")))
            .AddActivityFunc("CleanUp", _ => { Interlocked.Increment(ref cleaned); }));

        (await host.RunAsync("TryFinally")).ShouldHaveFailed();

        Assert.Equal(1, cleaned);
    }

    [Theory, EveryMode]
    public async Task NestedFunctions_WhenTheyCallActivities_InterleaveDeterministically(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string[]>("Nested", async context =>
            {
                var first = Walk("a", 3);
                var second = Walk("b", 2);
                return [.. await Task.WhenAll(first, second)];

                async Task<string> Walk(string prefix, int steps)
                {
                    var path = prefix;
                    for (var step = 0; step < steps; step++)
                    {
                        path = await context.CallActivityAsync<string>("Append", path);
                    }

                    return path;
                }
            })
            .AddActivityFunc<string, string>("Append", (_, path) => path + "."));

        var paths = await host.OutputOfAsync<string[]>("Nested");

        Assert.Equal(["a...", "b.."], paths!);
    }
}
