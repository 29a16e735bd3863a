using System.Security.Cryptography;
using System.Text;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class ContextTestsInMemory() : ContextTests(false);

public sealed class ContextTestsReplayed() : ContextTests(true);

/// <summary>What the context gives besides tasks: time, ids, custom status, loggers.</summary>
public abstract class ContextTests(bool forceReplay) : DurableTest(forceReplay)
{
    [Fact]
    public async Task NewGuid_WhenCalled_IsTheVersion5IdOfInstanceTimeAndCounter()
    {
        Functions.Orchestrator("Ids", async context =>
        {
            var first = context.NewGuid();
            await context.CallActivityAsync("Nothing");
            return new[] { first, context.NewGuid(), context.NewGuid() };
        });
        Functions.Activity<object?, int>("Nothing", _ => 0);
        var hub = await StartAsync();
        var now = hub.Time.UtcNow;

        var ids = (await hub.RunAsync("Ids", instanceId: "ids-1")).ReadOutputAs<Guid[]>()!;

        Assert.Equal([Version5("ids-1", now, 0), Version5("ids-1", now, 1), Version5("ids-1", now, 2)], ids);
        Assert.All(ids, id => Assert.Equal(5, id.Version));
    }

    [Fact]
    public async Task CurrentUtcDateTime_WhenReplayed_IsThatOfTheTurn()
    {
        Functions.Orchestrator("Times", async context =>
        {
            var times = new List<DateTime> { context.CurrentUtcDateTime };
            for (var i = 0; i < 2; i++)
            {
                await context.WaitForExternalEvent<int>("tick");
                times.Add(context.CurrentUtcDateTime);
                context.SetCustomStatus($"{times.Count}");
            }

            return times.Select(time => (time.Kind, time)).ToArray();
        });
        var hub = await StartAsync();
        var begin = hub.Time.UtcNow;
        var id = await hub.ScheduleAsync("Times");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);
        hub.Time.Advance(TimeSpan.FromMinutes(5));
        await hub.Client.RaiseEventAsync(id, "tick", 1);
        await hub.HasCustomStatusAsync(id, "2");
        await hub.RestartAsync();
        hub.Time.Advance(TimeSpan.FromMinutes(5));
        await hub.Client.RaiseEventAsync(id, "tick", 1);

        var times = (await hub.EndOfAsync(id)).ReadOutputAs<(DateTimeKind, DateTime)[]>()!;
        Assert.Equal(
            [(DateTimeKind.Utc, begin), (DateTimeKind.Utc, begin.AddMinutes(5)), (DateTimeKind.Utc, begin.AddMinutes(10))],
            times);
    }

    [Fact]
    public async Task IsReplaying_WhenCodeRunsForTheFirstTime_IsFalse()
    {
        var firsts = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        Functions.Orchestrator("Replay", async context =>
        {
            for (var i = 0; i < 3; i++)
            {
                if (!context.IsReplaying)
                {
                    firsts.AddOrUpdate(i, 1, (_, count) => count + 1);
                }

                await context.CallActivityAsync("Nothing");
            }
        });
        Functions.Activity<object?, int>("Nothing", _ => 0);
        var hub = await StartAsync();

        await hub.RunAsync("Replay");

        Assert.Equal([1, 1, 1], firsts.OrderBy(entry => entry.Key).Select(entry => entry.Value));
    }

    [Fact]
    public async Task CreateReplaySafeLogger_WhenReplayed_LogsOnce()
    {
        var log = new ListLoggerProvider();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        Functions.Orchestrator("Log", async context =>
        {
            var byName = context.CreateReplaySafeLogger("By name");
            var byType = context.CreateReplaySafeLogger<ContextTests>();
            var byFactory = context.ReplaySafeLoggerFactory.CreateLogger("By factory");
            for (var i = 0; i < 3; i++)
            {
                Write(byName, i);
                Write(byType, i);
                Write(byFactory, i);
                await context.CallActivityAsync("Nothing");
            }
        });
        Functions.Activity<object?, int>("Nothing", _ => 0);
        var hub = await StartAsync(loggers: loggers);

        await hub.RunAsync("Log");

        foreach (var category in new[] { "By name", typeof(ContextTests).FullName, "By factory" })
        {
            Assert.Equal(["step 0", "step 1", "step 2"], log.Entries.Where(entry => entry.Category == category).Select(entry => entry.Text));
        }
    }

    [Fact]
    public async Task SetCustomStatus_WhenSet_IsSeenWhileRunning()
    {
        Functions.Orchestrator("Status", async context =>
        {
            context.SetCustomStatus(new { Step = 1 });
            await context.WaitForExternalEvent<int>("go");
            context.SetCustomStatus(null);
            await context.WaitForExternalEvent<int>("go");
            context.SetCustomStatus("end");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Status");
        await Eventually.HoldsAsync(async () => (await hub.GetAsync(id)).SerializedCustomStatus == "{\"Step\":1}", "the first status");
        await hub.Client.RaiseEventAsync(id, "go", 1);
        await Eventually.HoldsAsync(async () => (await hub.GetAsync(id)).SerializedCustomStatus is null, "no status");
        await hub.Client.RaiseEventAsync(id, "go", 1);

        Assert.Equal("end", (await hub.EndOfAsync(id)).ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task SetCustomStatus_WhenTheObjectChangesLater_IsSeenWithTheNextTurn()
    {
        Functions.Orchestrator("Mutable", async context =>
        {
            var steps = new List<int>();
            context.SetCustomStatus(steps);
            await context.WaitForExternalEvent<int>("go");
            steps.Add(1);
            await context.WaitForExternalEvent<int>("go");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Mutable");
        await hub.Client.RaiseEventAsync(id, "go", 1);

        await Eventually.HoldsAsync(async () => (await hub.GetAsync(id)).SerializedCustomStatus == "[1]", "the changed status");
    }

    [Fact]
    public async Task SetCustomStatus_WhenItCannotBeSerialized_FailsTheInstance()
    {
        Functions.Orchestrator("Bad", context =>
        {
            context.SetCustomStatus(new { Bad = typeof(string) });
            return Task.CompletedTask;
        });
        var hub = await StartAsync();

        var end = await hub.RunAsync("Bad");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(NotSupportedException).FullName, end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task GetInput_WhenThereIsNone_IsDefault()
    {
        Functions.Orchestrator("None", context => Task.FromResult($"{context.GetInput<string>() ?? "null"} {context.GetInput<int>()} {context.Name}"));
        var hub = await StartAsync();

        Assert.Equal("null 0 None", (await hub.RunAsync("None")).ReadOutputAs<string>());
    }

    // RFC 9562, section 5.5, in the order of the printed digits.
    private static Guid Version5(string instanceId, DateTime now, int counter)
    {
        var name = Encoding.UTF8.GetBytes($"{instanceId}_{now:o}_{counter}");
        var space = Convert.FromHexString("9E9529585E334DAF827F2FA12937B875");
#pragma warning disable CA5350 // The algorithm is given.
        var hash = SHA1.HashData([.. space, .. name]);
#pragma warning restore CA5350
        hash[6] = (byte)(0x50 | (hash[6] & 0x0F));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
        return Guid.ParseExact(Convert.ToHexString(hash.AsSpan(0, 16)), "N");
    }

    private static void Write(ILogger logger, int step) =>
        logger.Log(LogLevel.Information, default, step, null, static (state, _) => $"step {state}");
}
