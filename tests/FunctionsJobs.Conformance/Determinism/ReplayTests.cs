using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Determinism;

/// <summary>What orchestrator code may rely on when it is run again from its history.</summary>
public sealed class ReplayTests
{
    [Theory, EveryMode]
    public async Task IsReplaying_WhenCodeRunsForTheFirstTime_IsFalseExactlyOncePerStep(DurableMode mode)
    {
        var visits = new ConcurrentBag<(int Step, bool Replaying)>();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Steps", async context =>
            {
                for (var step = 0; step < 4; step++)
                {
                    visits.Add((step, context.IsReplaying));
                    await context.CallActivityAsync("Nothing");
                }
            })
            .AddActivityFunc("Nothing", _ => { }));

        (await host.RunAsync("Steps")).ShouldHaveCompleted();

        Assert.Equal([0, 1, 2, 3], visits.Where(visit => !visit.Replaying).Select(visit => visit.Step).Order());
    }

    [Theory, EveryMode]
    public async Task IsReplaying_WhenTheHostWasRestarted_IsTrueForWhatHadRun(DurableMode mode)
    {
        var visits = new ConcurrentQueue<(string Step, bool Replaying)>();
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Steps", async context =>
        {
            visits.Enqueue(("before", context.IsReplaying));
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<string>("Go");
            visits.Enqueue(("after", context.IsReplaying));
        }));
        var id = await host.StartAsync("Steps");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "Go");
        (await host.EndOfAsync(id)).ShouldHaveCompleted();

        Assert.Equal([("before", false), ("before", true), ("after", false)], visits.Distinct());
    }

    [Theory, EveryMode]
    public async Task CurrentUtcDateTime_WhenRead_IsUtcAndWithinTheRun(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<DateTime>("Now", context => context.CurrentUtcDateTime));
        var before = TimeProvider.System.GetUtcNow();

        var now = await host.OutputOfAsync<DateTime>("Now");

        Assert.Equal(DateTimeKind.Utc, now.Kind);
        Assert.InRange(now, before.UtcDateTime.AddMilliseconds(-1), TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    [Theory, EveryMode]
    public async Task CurrentUtcDateTime_WhenReplayed_IsTheSame(DurableMode mode)
    {
        var seen = new ConcurrentBag<(int Step, DateTime Now)>();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool>("Times", async context =>
            {
                var previous = DateTime.MinValue;
                var ordered = true;
                for (var step = 0; step < 4; step++)
                {
                    ordered &= context.CurrentUtcDateTime >= previous && context.CurrentUtcDateTime == context.CurrentUtcDateTime;
                    previous = context.CurrentUtcDateTime;
                    seen.Add((step, previous));
                    await context.CallActivityAsync("Nothing");
                }

                return ordered;
            })
            .AddActivityFunc("Nothing", _ => { }));

        Assert.True(await host.OutputOfAsync<bool>("Times"));
        Assert.Equal(4, seen.Distinct().Count());
    }

    [Theory, EveryMode]
    public async Task NewGuid_WhenReplayed_IsTheSame(DurableMode mode)
    {
        var seen = new ConcurrentBag<(int Step, Guid Id)>();
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<Guid[]>("Guids", async context =>
            {
                var ids = new List<Guid>();
                for (var step = 0; step < 4; step++)
                {
                    ids.Add(context.NewGuid());
                    seen.Add((step, ids[^1]));
                    await context.CallActivityAsync("Nothing");
                }

                return [.. ids];
            })
            .AddActivityFunc("Nothing", _ => { }));

        var ids = await host.OutputOfAsync<Guid[]>("Guids");

        Assert.Equal(4, ids!.Distinct().Count());
        Assert.Equal(4, seen.Distinct().Count());
    }

    [Theory, EveryMode]
    public async Task NewGuid_WhenTwoInstancesAsk_Differs(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<Guid>("OneGuid", context => context.NewGuid()));

        Assert.NotEqual(await host.OutputOfAsync<Guid>("OneGuid"), await host.OutputOfAsync<Guid>("OneGuid"));
    }

    // The ids are part of stored histories (default ids of sub-orchestrations), so the way they are made is part of the contract:
    // a name-based UUID (RFC 9562, version 5) of instance id, current time and a counter.
    [Theory, EveryMode]
    public async Task NewGuid_WhenAsked_IsTheNameBasedUuidOfInstanceTimeAndCounter(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string[]>("Guids", context =>
            Task.FromResult<string[]>([context.CurrentUtcDateTime.ToString("o"), $"{context.NewGuid()}", $"{context.NewGuid()}"])));

        var seen = await host.OutputOfAsync<string[]>("Guids", options: new StartOrchestrationOptions("known"));

        Assert.Equal([$"{NameBased($"known_{seen![0]}_0")}", $"{NameBased($"known_{seen[0]}_1")}"], seen[1..]);
    }

    [Theory, EveryMode]
    public async Task CustomStatus_WhenTheHostWasRestarted_IsKept(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<string>("Go");
        }));
        var id = await host.StartAsync("Wait");
        await host.UntilCustomStatusAsync(id, "waiting");

        await host.RestartAsync();

        await host.UntilCustomStatusAsync(id, "waiting");
        await host.Client.RaiseEventAsync(id, "Go");
        Assert.Equal("waiting", (await host.EndOfAsync(id)).ReadCustomStatusAs<string>());
    }

    [Theory, EveryMode]
    public async Task Results_WhenTheHostWasRestarted_AreNotComputedAgain(DurableMode mode)
    {
        var calls = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Work", async context =>
            {
                var result = await context.CallActivityAsync<int>("Compute");
                context.SetCustomStatus("computed");
                await context.WaitForExternalEvent<string>("Go");
                return result;
            })
            .AddActivityFunc<int>("Compute", _ => Interlocked.Increment(ref calls)));
        var id = await host.StartAsync("Work");
        await host.UntilCustomStatusAsync(id, "computed");

        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "Go");

        Assert.Equal(1, (await host.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, calls);
    }

    [Theory, EveryMode]
    public async Task Code_WhenItCallsAnotherActivityThanItsHistorySays_FailsTheInstance(DurableMode mode)
    {
        var second = "SecondVersion";
        var first = true;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Changing", async context =>
            {
                await context.CallActivityAsync(Volatile.Read(ref first) ? "FirstVersion" : second);
                context.SetCustomStatus("called");
                await context.WaitForExternalEvent<string>("Go");
            })
            .AddActivityFunc("FirstVersion", _ => { })
            .AddActivityFunc(second, _ => { }));
        var id = await host.StartAsync("Changing");
        await host.UntilCustomStatusAsync(id, "called");

        Volatile.Write(ref first, false);
        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "Go");
        var failure = (await host.EndOfAsync(id)).ShouldHaveFailed();

        Assert.Contains("FirstVersion", failure.ErrorMessage);
        Assert.Contains("SecondVersion", failure.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task Code_WhenItNoLongerDoesWhatItsHistorySays_FailsTheInstance(DurableMode mode)
    {
        var first = true;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Changing", async context =>
            {
                if (Volatile.Read(ref first))
                {
                    await context.CallActivityAsync("Removed");
                }

                context.SetCustomStatus("called");
                await context.WaitForExternalEvent<string>("Go");
            })
            .AddActivityFunc("Removed", _ => { }));
        var id = await host.StartAsync("Changing");
        await host.UntilCustomStatusAsync(id, "called");

        Volatile.Write(ref first, false);
        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "Go");
        var failure = (await host.EndOfAsync(id)).ShouldHaveFailed();

        Assert.Contains("Removed", failure.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task Code_WhenItReplacesAnActivityByATimer_FailsTheInstance(DurableMode mode)
    {
        var first = true;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Changing", async context =>
            {
                if (Volatile.Read(ref first))
                {
                    await context.CallActivityAsync("Replaced");
                }
                else
                {
                    await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                }

                context.SetCustomStatus("called");
                await context.WaitForExternalEvent<string>("Go");
            })
            .AddActivityFunc("Replaced", _ => { }));
        var id = await host.StartAsync("Changing");
        await host.UntilCustomStatusAsync(id, "called");

        Volatile.Write(ref first, false);
        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "Go");
        var failure = (await host.EndOfAsync(id)).ShouldHaveFailed();

        Assert.Contains("Replaced", failure.ErrorMessage);
    }

    private static Guid NameBased(string name)
    {
        var space = Guid.Parse("9e952958-5e33-4daf-827f-2fa12937b875");
#pragma warning disable CA5350 // Version 5 is defined over SHA-1; nothing is kept secret with it.
        var hash = SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
#pragma warning restore CA5350
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
