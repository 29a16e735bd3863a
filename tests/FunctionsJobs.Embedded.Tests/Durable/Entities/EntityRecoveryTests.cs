using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

public sealed class EntityRecoveryTestsInMemory() : EntityRecoveryTests(false);

public sealed class EntityRecoveryTestsReplayed() : EntityRecoveryTests(true);

/// <summary>The process dies at every step, before and after its commit; every operation counts once all the same, and no lock is left.</summary>
public abstract class EntityRecoveryTests(bool forceReplay) : DurableTest(forceReplay)
{
    private const string Root = "root";

    private static readonly EntityInstanceId s_a = new("Journal", "a");
    private static readonly EntityInstanceId s_b = new("Journal", "b");

    public static TheoryData<string> Patterns => ["calls", "signals", "locks", "entities", "failures"];

    [Theory]
    [MemberData(nameof(Patterns))]
    public async Task Crash_WhenAtAnyStep_EachOperationCountsOnce(string pattern)
    {
        await using var undisturbed = await TestTaskHub.StartAsync(Register(), ForceReplay);
        await undisturbed.ScheduleAsync(pattern, instanceId: Root);
        var expected = await EndAsync(undisturbed.Client);
        var steps = undisturbed.Store.Steps;

        for (var step = 1; step <= steps; step++)
        {
            foreach (var moment in new[] { CrashMoment.BeforeCommit, CrashMoment.AfterCommit })
            {
                await using var hub = await TestTaskHub.StartAsync(Register(), ForceReplay, crashAt: step, crashMoment: moment);
                var start = StartAsync(hub.Client, pattern);

                // Another run may need fewer steps, when more operations fall into one batch.
                await Task.WhenAny(hub.Store.Crashed, EndAsync(hub.Client, start)).InTime();
                await hub.CrashAsync(Register());
                if (await hub.Client.GetInstanceAsync(Root) is null)
                {
                    Assert.False(start.IsCompletedSuccessfully, "an accepted start was lost");
                    await StartAsync(hub.Client, pattern);
                }

                var end = await EndAsync(hub.Client);
                Assert.True(expected == end, $"{pattern}, step {step} {moment}: {end} instead of {expected}");
            }
        }
    }

    private static Task<string> StartAsync(DurableTaskClient client, string pattern) =>
        client.ScheduleNewOrchestrationInstanceAsync(pattern, null, new StartOrchestrationOptions(Root));

    private static async Task EndAsync(DurableTaskClient client, Task start)
    {
        await start;
        await EndAsync(client);
    }

    // The end of the orchestration, and the journals when all messages have come to them.
    private static async Task<string> EndAsync(DurableTaskClient client)
    {
        var end = await client.WaitForInstanceCompletionAsync(Root, getInputsAndOutputs: true).InTime();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        await Eventually.HoldsAsync(async () => (await ReadAsync(client, s_a)).EndsWith("end", StringComparison.Ordinal), "the last line of a");
        await Eventually.HoldsAsync(async () => (await ReadAsync(client, s_b)).EndsWith("end", StringComparison.Ordinal), "the last line of b");
        await Eventually.HoldsAsync(
            async () => (await client.Entities.GetAllEntitiesAsync(new EntityQuery { IncludeTransient = true }).ToListAsync()).TrueForAll(entity => entity.LockedBy is null),
            "no locks");
        return $"{end.SerializedOutput} a: {await ReadAsync(client, s_a)} b: {await ReadAsync(client, s_b)}";
    }

    private static async Task<string> ReadAsync(DurableTaskClient client, EntityInstanceId id) =>
        string.Join(' ', (await client.Entities.GetEntityAsync<List<string>>(id))?.State ?? []);

    private static TestFunctions Register() => new TestFunctions()
        .Entity<Journal>("Journal")
        .Orchestrator("calls", async context =>
        {
            var first = await context.Entities.CallEntityAsync<int>(s_a, "Write", "1");
            var both = await Task.WhenAll(context.Entities.CallEntityAsync<int>(s_a, "Write", "2"), context.Entities.CallEntityAsync<int>(s_b, "Write", "3"));
            await Task.WhenAll(context.Entities.CallEntityAsync(s_a, "Write", "end"), context.Entities.CallEntityAsync(s_b, "Write", "end"));
            return $"{first} {both[0]} {both[1]}";
        })
        .Orchestrator("signals", async context =>
        {
            for (var i = 0; i < 3; i++)
            {
                await context.Entities.SignalEntityAsync(s_a, "Write", $"{i}");
            }

            await context.Entities.CallEntityAsync(s_b, "Write", "x");
            await context.Entities.SignalEntityAsync(s_a, "Write", "end");
            await context.Entities.SignalEntityAsync(s_b, "Write", "end");
        })
        .Orchestrator("locks", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(s_b, s_a))
            {
                await Task.WhenAll(context.Entities.CallEntityAsync(s_a, "Write", "1"), context.Entities.CallEntityAsync(s_b, "Write", "2"));
            }

            await context.Entities.LockEntitiesAsync(s_a, s_b);
            await Task.WhenAll(context.Entities.CallEntityAsync(s_a, "Write", "end"), context.Entities.CallEntityAsync(s_b, "Write", "end"));
        })
        .Orchestrator("entities", async context =>
        {
            await context.Entities.CallEntityAsync(s_a, "Tell", new Telling("@journal@b", "told", 3));
            await context.Entities.CallEntityAsync(s_a, "Tell", new Telling("@journal@a", "self", 2));

            // The signals were committed before the answers, but have yet to come.
            while (await context.Entities.CallEntityAsync<string>(s_a, "Read") != "self1 self2" || await context.Entities.CallEntityAsync<string>(s_b, "Read") != "told1 told2 told3")
            {
            }

            await Task.WhenAll(context.Entities.CallEntityAsync(s_a, "Write", "end"), context.Entities.CallEntityAsync(s_b, "Write", "end"));
        })
        .Orchestrator("failures", async context =>
        {
            await context.Entities.CallEntityAsync(s_a, "Write", "1");
            var failure = await Assert.ThrowsAsync<EntityOperationFailedException>(() => context.Entities.CallEntityAsync(s_a, "Tell", new Telling("@journal@b", "lost", 2, Fails: true)));
            await Task.WhenAll(context.Entities.CallEntityAsync(s_a, "Write", "end"), context.Entities.CallEntityAsync(s_b, "Write", "end"));
            return failure.FailureDetails.ErrorMessage;
        });
}
