using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Events;

/// <summary>External events: who gets which, and when.</summary>
public sealed class EventTests
{
    [Theory, EveryMode]
    public async Task Event_WhenSomebodyWaits_ArrivesWithItsPayload(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "Go", "payload");

        Assert.Equal("payload", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Event_WhenNobodyWaitsYet_IsKept(DurableMode mode)
    {
        var release = Signal.Create();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Late", async context =>
            {
                context.SetCustomStatus("working");
                await context.CallActivityAsync("Work");
                return await context.WaitForExternalEvent<string>("Go");
            })
            .AddActivityFunc("Work", _ => release.WithinLimitAsync()));
        var id = await host.StartAsync("Late");
        await host.UntilCustomStatusAsync(id, "working");

        await host.Client.RaiseEventAsync(id, "Go", "early");
        release.SetResult();

        Assert.Equal("early", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Event_WhenItsNameDiffersInCase_Arrives(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "gO", "payload");

        Assert.Equal("payload", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Event_WhenKeptUnderAnotherCase_Arrives(DurableMode mode)
    {
        var release = Signal.Create();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Late", async context =>
            {
                context.SetCustomStatus("working");
                await context.CallActivityAsync("Work");
                return await context.WaitForExternalEvent<string>("go");
            })
            .AddActivityFunc("Work", _ => release.WithinLimitAsync()));
        var id = await host.StartAsync("Late");
        await host.UntilCustomStatusAsync(id, "working");

        await host.Client.RaiseEventAsync(id, "GO", "early");
        release.SetResult();

        Assert.Equal("early", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    // Of a value type the real SDK makes a NullReferenceException; here the nullable types are meant.
    [Theory, EveryMode]
    public async Task Event_WhenItHasNoPayload_ArrivesAsNull(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            var number = await context.WaitForExternalEvent<int?>("Number");
            var text = await context.WaitForExternalEvent<string>("Text");
            return $"{number?.ToString() ?? "null"}/{text ?? "null"}";
        }));
        var id = await host.StartAsync("Wait");

        await host.Client.RaiseEventAsync(id, "Text");
        await host.Client.RaiseEventAsync(id, "Number");

        Assert.Equal("null/null", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Event_WhenItsPayloadIsComplex_KeepsEveryPart(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<JsonElement>("Wait", context =>
            context.WaitForExternalEvent<JsonElement>("Go")));
        var id = await host.StartAsync("Wait");

        await host.Client.RaiseEventAsync(id, "Go", new { Names = new[] { "ä", "b" }, Amount = 1.10m, Nested = new { Ok = true } });

        Assert.Equal(
            """{"Names":["ä","b"],"Amount":1.10,"Nested":{"Ok":true}}""",
            JsonSerializer.Serialize((await host.EndOfAsync(id)).ReadOutputAs<JsonElement>()).Replace("\\u00E4", "ä", StringComparison.Ordinal));
    }

    [Theory, EveryMode(5), EveryMode(50)]
    public async Task Events_WhenRaisedInTurn_ArriveInThatOrder(DurableMode mode, int count)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int[]>("Collect", async (context, expected) =>
        {
            var received = new List<int>();
            while (received.Count < expected)
            {
                received.Add(await context.WaitForExternalEvent<int>("Item"));
            }

            return [.. received];
        }));
        var id = await host.StartAsync("Collect", count);

        for (var number = 0; number < count; number++)
        {
            await host.Client.RaiseEventAsync(id, "Item", number);
        }

        Assert.Equal(Enumerable.Range(0, count), (await host.EndOfAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Theory, EveryMode]
    public async Task Events_WhenRaisedAtOnce_AllArriveOnce(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int[]>("Collect", async context =>
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => context.WaitForExternalEvent<int>("Item")))));
        var id = await host.StartAsync("Collect");

        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => host.Client.RaiseEventAsync(id, "Item", number)));

        Assert.Equal(Enumerable.Range(0, 100), (await host.EndOfAsync(id)).ReadOutputAs<int[]>()!.Order());
    }

    [Theory, EveryMode]
    public async Task Events_OfDifferentNames_DoNotMix(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            var first = context.WaitForExternalEvent<string>("First");
            var second = context.WaitForExternalEvent<int>("Second");
            await Task.WhenAll(first, second);
            return $"{await first} {await second}";
        }));
        var id = await host.StartAsync("Wait");

        await host.Client.RaiseEventAsync(id, "Second", 2);
        await host.Client.RaiseEventAsync(id, "Other", "ignored");
        await host.Client.RaiseEventAsync(id, "First", "one");

        Assert.Equal("one 2", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Event_WhenItsPayloadIsNotOfTheAwaitedType_FailsTheInstance(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<int>("Number");
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.Client.RaiseEventAsync(id, "Number", "not a number");

        Assert.Equal(typeof(JsonException).FullName, (await host.EndOfAsync(id)).ShouldHaveFailed().ErrorType);
    }

    [Theory, EveryMode]
    public async Task Event_WhenTheHostWasRestarted_IsStillKept(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            var first = await context.WaitForExternalEvent<string>("First");
            context.SetCustomStatus("first");
            await context.WaitForExternalEvent<string>("Second");
            return $"{first} {await context.WaitForExternalEvent<string>("Kept")}";
        }));
        var id = await host.StartAsync("Wait");
        await host.Client.RaiseEventAsync(id, "Kept", "kept");
        await host.Client.RaiseEventAsync(id, "First", "one");
        await host.UntilCustomStatusAsync(id, "first");

        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "Second");

        Assert.Equal("one kept", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Event_WhenTheInstanceHasEnded_ChangesNothing(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Done", _ => "done"));
        var before = await host.RunAsync("Done");

        await host.Client.RaiseEventAsync(before.InstanceId, "Go", "late");

        var after = await host.EndOfAsync(before.InstanceId);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, before.LastUpdatedAt), (after.RuntimeStatus, after.LastUpdatedAt));
    }

    [Theory, EveryMode]
    public async Task RaiseEvent_WhenAnArgumentIsMissing_IsRefused(DurableMode mode)
    {
        await using var host = await StartWaiterAsync(mode);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.RaiseEventAsync(string.Empty, "Go"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.RaiseEventAsync("id", string.Empty));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Client.RaiseEventAsync(null!, "Go"));
    }

    [Theory, EveryMode]
    public async Task SendEvent_WhenAnOrchestrationSendsIt_ReachesTheOther(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Receiver", async context =>
            {
                context.SetCustomStatus("waiting");
                return await context.WaitForExternalEvent<string>("Hello");
            })
            .AddOrchestratorFunc<string>("Sender", (context, receiver) => context.SendEvent(receiver, "Hello", $"from {context.InstanceId}")));
        var receiver = await host.StartAsync("Receiver");
        await host.UntilCustomStatusAsync(receiver, "waiting");

        (await host.RunAsync("Sender", receiver, new StartOrchestrationOptions("sender"))).ShouldHaveCompleted();

        Assert.Equal("from sender", (await host.EndOfAsync(receiver)).ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task SendEvent_WhenAnsweredByAnEvent_AllowsADialogue(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Server", async context =>
            {
                var served = 0;
                for (; served < 5; served++)
                {
                    var caller = await context.WaitForExternalEvent<string>("Request");
                    context.SendEvent(caller!, "Reply", served);
                }

                return served;
            })
            .AddOrchestratorFunc<string, int[]>("Caller", async (context, server) =>
            {
                var replies = new List<int>();
                for (var request = 0; request < 5; request++)
                {
                    context.SendEvent(server, "Request", context.InstanceId);
                    replies.Add(await context.WaitForExternalEvent<int>("Reply"));
                }

                return [.. replies];
            }));
        var server = await host.StartAsync("Server");

        var replies = await host.OutputOfAsync<int[]>("Caller", server);

        Assert.Equal([0, 1, 2, 3, 4], replies!);
        Assert.Equal(5, (await host.EndOfAsync(server)).ReadOutputAs<int>());
    }

    private static Task<IDurableHost> StartWaiterAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string?>("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("Go");
        }));
}
