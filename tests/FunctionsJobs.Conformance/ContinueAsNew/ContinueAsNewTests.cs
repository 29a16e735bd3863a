using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.ContinueAsNew;

/// <summary>Orchestrations that start over with a fresh history.</summary>
public sealed class ContinueAsNewTests
{
    [Theory, EveryMode(1), EveryMode(10), EveryMode(100)]
    public async Task ContinueAsNew_WhenCalled_RunsAgainWithTheNewInput(DurableMode mode, int generations)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Count", async (context, generation) =>
            {
                var next = await context.CallActivityAsync<int>("PlusOne", generation);
                if (next < generations)
                {
                    context.ContinueAsNew(next);
                }

                return next;
            })
            .AddActivityFunc<int, int>("PlusOne", (_, number) => number + 1));

        Assert.Equal(generations, await host.OutputOfAsync<int>("Count", 0));
    }

    [Theory, EveryMode]
    public async Task ContinueAsNew_WithoutAnyTask_RunsAgain(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Count", (context, generation) =>
        {
            if (generation < 50)
            {
                context.ContinueAsNew(generation + 1);
            }

            return generation;
        }));

        Assert.Equal(50, await host.OutputOfAsync<int>("Count", 0));
    }

    [Theory, EveryMode]
    public async Task ContinueAsNew_WhenDone_KeepsIdAndNameAndShowsTheLastInput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int, string>("Count", (context, generation) =>
        {
            if (generation < 3)
            {
                context.ContinueAsNew(generation + 1);
            }

            return $"{context.InstanceId} {context.Name}";
        }));

        var metadata = await host.RunAsync("Count", 0, new StartOrchestrationOptions("eternal"));

        Assert.Equal("eternal Count", metadata.ReadOutputAs<string>());
        Assert.Equal(3, metadata.ReadInputAs<int>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
    }

    [Theory, EveryMode]
    public async Task ContinueAsNew_WithoutInput_RunsAgainWithoutInput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string?, string>("Once", (context, input) =>
        {
            if (input is not null)
            {
                context.ContinueAsNew();
            }

            return input ?? "none";
        }));

        Assert.Equal("none", await host.OutputOfAsync<string>("Once", "first"));
    }

    [Theory, EveryMode]
    public async Task ContinueAsNew_WhenTheCodeGoesOn_StartsOverWhenItReturns(DurableMode mode)
    {
        var calls = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool, string>("Late", async (context, again) =>
            {
                if (again)
                {
                    context.ContinueAsNew(false);
                }

                await context.CallActivityAsync("Count");
                return again ? "first" : "second";
            })
            .AddActivityFunc("Count", _ => { Interlocked.Increment(ref calls); }));

        Assert.Equal("second", await host.OutputOfAsync<string>("Late", true));
        Assert.Equal(2, calls);
    }

    [Theory, EveryMode]
    public async Task ContinueAsNew_WhenCalledTwice_TakesTheLast(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Twice", (context, input) =>
        {
            if (input == "start")
            {
                context.ContinueAsNew("first");
                context.ContinueAsNew("second");
            }

            return input;
        }));

        Assert.Equal("second", await host.OutputOfAsync<string>("Twice", "start"));
    }

    [Theory, EveryMode]
    public async Task ContinueAsNew_WhenTheOrchestratorThenThrows_FailsTheInstance(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Fail", context =>
        {
            context.ContinueAsNew("again");
            throw new InvalidOperationException("after all");
        }));

        Assert.Equal("after all", (await host.RunAsync("Fail", "start")).ShouldHaveFailed().ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task NewGuid_InAnotherGeneration_Differs(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<Guid?, bool>("Guids", async (context, previous) =>
            {
                var current = context.NewGuid();
                if (previous is null)
                {
                    await context.CallActivityAsync("Nothing");
                    context.ContinueAsNew(current);
                    return false;
                }

                return current != previous;
            })
            .AddActivityFunc("Nothing", _ => { }));

        Assert.True(await host.OutputOfAsync<bool>("Guids"));
    }

    [Theory, EveryMode(false), EveryMode(true)]
    public async Task Events_WhenEachGenerationTakesOne_AreAllSeen(DurableMode mode, bool withTimers)
    {
        const int Count = 10;
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<List<int>, List<int>>("Collect", async (context, seen) =>
        {
            seen.Add(await context.WaitForExternalEvent<int>("Item"));
            if (withTimers)
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            }

            if (seen.Count < Count)
            {
                context.ContinueAsNew(seen);
            }

            return seen;
        }));
        var id = await host.StartAsync("Collect", new List<int>());

        for (var number = 0; number < Count; number++)
        {
            await host.Client.RaiseEventAsync(id, "Item", number);
        }

        Assert.Equal(Enumerable.Range(0, Count), (await host.EndOfAsync(id)).ReadOutputAs<int[]>()!.Order());
    }

    [Theory, EveryMode]
    public async Task Events_WhenNobodyTookThem_ReachTheNextGeneration(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string?>("Keep", async (context, again) =>
        {
            if (!again)
            {
                return $"{await context.WaitForExternalEvent<string>("Kept")} {await context.WaitForExternalEvent<string>("Kept")}";
            }

            await context.WaitForExternalEvent<string>("Go");
            context.ContinueAsNew(false, preserveUnprocessedEvents: true);
            return null;
        }));
        var id = await host.StartAsync("Keep", true);

        await host.Client.RaiseEventAsync(id, "Kept", "one");
        await host.Client.RaiseEventAsync(id, "Kept", "two");
        await host.Client.RaiseEventAsync(id, "Go");

        Assert.Equal("one two", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Events_WhenTheyAreNotToBeKept_AreGone(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string?>("Drop", async (context, again) =>
        {
            if (!again)
            {
                context.SetCustomStatus("second");
                return await context.WaitForExternalEvent<string>("Item");
            }

            await context.WaitForExternalEvent<string>("Go");
            context.ContinueAsNew(false, preserveUnprocessedEvents: false);
            return null;
        }));
        var id = await host.StartAsync("Drop", true);
        await host.Client.RaiseEventAsync(id, "Item", "dropped");
        await host.Client.RaiseEventAsync(id, "Go");
        await host.UntilCustomStatusAsync(id, "second");

        await host.Client.RaiseEventAsync(id, "Item", "seen");

        Assert.Equal("seen", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Options_WhenGiven_SetInputAndEvents(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string?>("Options", async (context, input) =>
        {
            if (input != "start")
            {
                return $"{input} {await context.WaitForExternalEvent<string>("Kept")}";
            }

            await context.WaitForExternalEvent<string>("Go");
            context.ContinueAsNew(new ContinueAsNewOptions { NewInput = "next" });
            return null;
        }));
        var id = await host.StartAsync("Options", "start");

        await host.Client.RaiseEventAsync(id, "Kept", "kept");
        await host.Client.RaiseEventAsync(id, "Go");

        Assert.Equal("next kept", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Waiter_WhenItsGenerationIsOver_TakesNoEventOfTheNext(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int, string?>("Abandon", async (context, generation) =>
        {
            if (generation == 0)
            {
                _ = context.WaitForExternalEvent<string>("Item");
                await context.WaitForExternalEvent<string>("Go");
                context.ContinueAsNew(1);
                return null;
            }

            context.SetCustomStatus("second");
            return await context.WaitForExternalEvent<string>("Item");
        }));
        var id = await host.StartAsync("Abandon", 0);
        await host.Client.RaiseEventAsync(id, "Go");
        await host.UntilCustomStatusAsync(id, "second");

        await host.Client.RaiseEventAsync(id, "Item", "for the second");

        Assert.Equal("for the second", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Generation_WhenTheHostWasRestarted_GoesOnWhereItWas(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Count", async (context, generation) =>
        {
            context.SetCustomStatus($"generation {generation}");
            await context.WaitForExternalEvent<string>("Go");
            if (generation < 2)
            {
                context.ContinueAsNew(generation + 1);
            }

            return generation;
        }));
        var id = await host.StartAsync("Count", 0);
        for (var generation = 0; generation < 3; generation++)
        {
            await host.UntilCustomStatusAsync(id, $"generation {generation}");
            await host.RestartAsync();
            await host.Client.RaiseEventAsync(id, "Go");
        }

        Assert.Equal(2, (await host.EndOfAsync(id)).ReadOutputAs<int>());
    }

    // The engine carries the status over until the next generation sets one.
    [Theory, EveryMode(Needs = HostFeatures.CarriedState)]
    public async Task CustomStatus_WhenTheNextGenerationSetsNone_IsKept(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string>("Status", async (context, again) =>
        {
            if (again)
            {
                context.SetCustomStatus("from the first");
                await context.WaitForExternalEvent<string>("Go");
                context.ContinueAsNew(false);
            }

            return "done";
        }));
        var id = await host.StartAsync("Status", true);
        await host.Client.RaiseEventAsync(id, "Go");

        Assert.Equal("from the first", (await host.EndOfAsync(id)).ReadCustomStatusAs<string>());
    }

    [Theory, EveryMode]
    public async Task Tags_InTheNextGeneration_AreKept(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string>("Tagged", (context, again) =>
        {
            if (again)
            {
                context.ContinueAsNew(false);
            }

            return "done";
        }));

        var metadata = await host.RunAsync("Tagged", true, new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["team"] = "red" } });

        metadata.ShouldHaveCompleted();
        Assert.Equal("red", metadata.Tags["team"]);
    }

    [Theory, EveryMode(Needs = HostFeatures.SendsBeforeContinueAsNew)]
    public async Task SendEvent_BeforeContinueAsNew_ReachesTheOther(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Receiver", async context =>
            {
                context.SetCustomStatus("waiting");
                return await context.WaitForExternalEvent<string>("Hello");
            })
            .AddOrchestratorFunc<string?, string>("Sender", (context, receiver) =>
            {
                if (receiver is not null)
                {
                    context.SendEvent(receiver, "Hello", "sent");
                    context.ContinueAsNew();
                }

                return "done";
            }));
        var receiver = await host.StartAsync("Receiver");
        await host.UntilCustomStatusAsync(receiver, "waiting");

        (await host.RunAsync("Sender", receiver)).ShouldHaveCompleted();

        Assert.Equal("sent", (await host.EndOfAsync(receiver)).ReadOutputAs<string>());
    }
}
