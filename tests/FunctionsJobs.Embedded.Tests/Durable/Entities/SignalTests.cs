using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

public sealed class SignalTestsInMemory() : SignalTests(false);

public sealed class SignalTestsReplayed() : SignalTests(true);

public abstract class SignalTests(bool forceReplay) : DurableTest(forceReplay)
{
    private static readonly EntityInstanceId s_journal = new("Journal", "a");
    private static readonly EntityInstanceId s_other = new("Journal", "b");

    [Fact]
    public async Task SignalEntity_WhenSentByOneOrchestration_ComesInOrder()
    {
        Functions.Entity<Journal>("Journal");
        Functions.Orchestrator("Signal", async context =>
        {
            for (var i = 0; i < 100; i++)
            {
                await context.Entities.SignalEntityAsync(s_journal, "Write", $"{i}");
                if (i % 10 == 0)
                {
                    await context.CallActivityAsync("Pause", i);
                }
            }

            return await context.Entities.CallEntityAsync<string>(s_journal, "Read");
        });
        Functions.Activity<int, int>("Pause", i => i);
        var hub = await StartAsync();

        Assert.Equal(string.Join(' ', Enumerable.Range(0, 100)), (await hub.RunAsync("Signal")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SignalEntity_WhenSentByOneClient_ComesInOrder()
    {
        Functions.Entity<Journal>("Journal");
        var hub = await StartAsync();

        for (var i = 0; i < 50; i++)
        {
            await hub.Client.Entities.SignalEntityAsync(s_journal, "Write", $"{i}");
        }

        await Eventually.HoldsAsync(async () => (await ReadAsync(hub, s_journal)).Count == 50, "50 lines");
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), await ReadAsync(hub, s_journal));
    }

    [Fact]
    public async Task SignalEntity_WhenSentByAnEntity_ComesInOrderAlsoToItself()
    {
        Functions.Entity<Journal>("Journal");
        var hub = await StartAsync();

        await hub.Client.Entities.SignalEntityAsync(s_journal, "Tell", new Telling("@journal@b", "x", 3));
        await hub.Client.Entities.SignalEntityAsync(s_journal, "Tell", new Telling("@journal@a", "y", 2));

        await Eventually.HoldsAsync(async () => (await ReadAsync(hub, s_other)).Count == 3, "3 lines");
        await Eventually.HoldsAsync(async () => (await ReadAsync(hub, s_journal)).Count == 2, "2 lines");
        Assert.Equal(["x1", "x2", "x3"], await ReadAsync(hub, s_other));
        Assert.Equal(["y1", "y2"], await ReadAsync(hub, s_journal));
    }

    [Fact]
    public async Task SignalEntity_WhenTheOperationFails_TheNextOnesGoOn()
    {
        Functions.Entity<Journal>("Journal");
        var hub = await StartAsync();

        await hub.Client.Entities.SignalEntityAsync(s_journal, "Write", "1");
        await hub.Client.Entities.SignalEntityAsync(s_journal, "WriteAndFail", "2");
        await hub.Client.Entities.SignalEntityAsync(new("Nobody", "a"), "Write", "x");
        await hub.Client.Entities.SignalEntityAsync(s_journal, "Write", "3");

        await Eventually.HoldsAsync(async () => (await ReadAsync(hub, s_journal)).Count == 2, "2 lines");
        Assert.Equal(["1", "3"], await ReadAsync(hub, s_journal));
        Assert.Null(await hub.Client.Entities.GetEntityAsync(new("Nobody", "a")));
    }

    [Fact]
    public async Task SignalEntity_WhenScheduled_ComesAtItsTime()
    {
        Functions.Entity<Journal>("Journal");
        Functions.Orchestrator("Signal", context => context.Entities.SignalEntityAsync(
            s_journal, "Write", "orchestration", new SignalEntityOptions { SignalTime = context.CurrentUtcDateTime.AddMinutes(2) }));
        var hub = await StartAsync();
        var now = new DateTimeOffset(hub.Time.UtcNow);

        await hub.RunAsync("Signal");
        await hub.Client.Entities.SignalEntityAsync(s_journal, "Write", "client", new SignalEntityOptions { SignalTime = now.AddMinutes(3) });
        await hub.Client.Entities.SignalEntityAsync(s_journal, "Tell", new Telling("@journal@a", "entity", 1, now.AddMinutes(1)));
        await hub.Client.Entities.SignalEntityAsync(s_journal, "Write", "past", new SignalEntityOptions { SignalTime = now.AddDays(-1) });
        await hub.HasTimersAsync(3);

        Assert.Equal(["past"], await ReadAsync(hub, s_journal));
        foreach (var count in new[] { 2, 3, 4 })
        {
            hub.Time.Advance(TimeSpan.FromMinutes(1));
            await Eventually.HoldsAsync(async () => (await ReadAsync(hub, s_journal)).Count == count, $"{count} lines");
        }

        Assert.Equal(["past", "entity1", "orchestration", "client"], await ReadAsync(hub, s_journal));
    }

    [Fact]
    public async Task SignalEntity_WhenTheHostStopsBeforeItsTime_ComesAfterTheNextStart()
    {
        Functions.Entity<Journal>("Journal");
        var hub = await StartAsync();
        var now = new DateTimeOffset(hub.Time.UtcNow);
        await hub.Client.Entities.SignalEntityAsync(s_journal, "Write", "soon", new SignalEntityOptions { SignalTime = now.AddMinutes(1) });
        await hub.Client.Entities.SignalEntityAsync(s_journal, "Write", "later", new SignalEntityOptions { SignalTime = now.AddMinutes(9) });
        await hub.Engine.StopAsync(CancellationToken.None);
        hub.Time.Jump(TimeSpan.FromMinutes(5));

        await hub.CrashAsync();

        await Eventually.HoldsAsync(async () => (await ReadAsync(hub, s_journal)).Count == 1, "the overdue line");
        await hub.HasTimersAsync(1);
        hub.Time.Advance(TimeSpan.FromMinutes(4));
        await Eventually.HoldsAsync(async () => (await ReadAsync(hub, s_journal)).Count == 2, "both lines");
        Assert.Equal(["soon", "later"], await ReadAsync(hub, s_journal));
    }

    [Fact]
    public async Task SignalEntity_WhenTheOrchestrationIsSuspended_Waits()
    {
        Functions.Entity<Journal>("Journal");
        Functions.Orchestrator("Signal", async context =>
        {
            await context.WaitForExternalEvent<string>("Go");
            await context.Entities.SignalEntityAsync(s_journal, "Write", "gone");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Signal");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);
        await hub.Client.SuspendInstanceAsync(id);
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await hub.Client.RaiseEventAsync(id, "Go", "x");
        await hub.Client.Entities.SignalEntityAsync(s_other, "Write", "meanwhile");
        await Eventually.HoldsAsync(async () => (await ReadAsync(hub, s_other)).Count == 1, "the other line");

        Assert.Null(await hub.Client.Entities.GetEntityAsync(s_journal));
        await hub.Client.ResumeInstanceAsync(id);
        await hub.EndOfAsync(id);
        await Eventually.HoldsAsync(async () => (await ReadAsync(hub, s_journal)).Count == 1, "the line");
    }

    [Fact]
    public async Task SignalEntity_WhenTheIdIsNone_ThrowsArgumentException()
    {
        var hub = await StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.Entities.SignalEntityAsync(default, "Write", "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.Entities.SignalEntityAsync(new("Journal", "\u0007"), "Write", "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.Entities.SignalEntityAsync(new("Journal", "\ud800"), "Write", "x"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => hub.Client.Entities.SignalEntityAsync(s_journal, null!, "x"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => hub.Client.Entities.SignalEntityAsync(s_journal, "Write", "x", cancellation: new CancellationToken(true)));
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(TestTaskHub hub, EntityInstanceId id) =>
        (await hub.Client.Entities.GetEntityAsync<List<string>>(id))?.State ?? [];
}
