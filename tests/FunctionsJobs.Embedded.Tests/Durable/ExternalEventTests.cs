using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class ExternalEventTestsInMemory() : ExternalEventTests(false);

public sealed class ExternalEventTestsReplayed() : ExternalEventTests(true);

public abstract class ExternalEventTests(bool forceReplay) : DurableTest(forceReplay)
{
    [Fact]
    public async Task WaitForExternalEvent_WhenItComes_GivesThePayload()
    {
        Functions.Orchestrator("Wait", context => context.WaitForExternalEvent<int[]>("Numbers"));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Wait");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);

        await hub.Client.RaiseEventAsync(id, "nUMBERS", new[] { 1, 2, 3 });

        var actual = (await hub.EndOfAsync(id)).ReadOutputAs<int[]>()!;
        Assert.Equal([1, 2, 3], actual);
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenEventsCameBefore_TakesThemInOrder()
    {
        Functions.Orchestrator("Buffer", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            var taken = new List<int>();
            for (var i = 0; i < 3; i++)
            {
                taken.Add(await context.WaitForExternalEvent<int>("n"));
            }

            return taken.ToArray();
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Buffer");
        await hub.HasTimersAsync(1);
        for (var i = 1; i <= 3; i++)
        {
            await hub.Client.RaiseEventAsync(id, i % 2 == 0 ? "N" : "n", i);
        }

        hub.Time.Advance(TimeSpan.FromMinutes(1));

        var actual = (await hub.EndOfAsync(id)).ReadOutputAs<int[]>()!;
        Assert.Equal([1, 2, 3], actual);
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenSeveralWait_TheLatestIsServedFirst()
    {
        Functions.Orchestrator("Stack", async context =>
        {
            var first = context.WaitForExternalEvent<string>("e");
            var second = context.WaitForExternalEvent<string>("e");
            var third = context.WaitForExternalEvent<string>("e");
            await Task.WhenAll(first, second, third);
            return new[] { first.Result, second.Result, third.Result };
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Stack");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);
        foreach (var payload in new[] { "a", "b", "c" })
        {
            await hub.Client.RaiseEventAsync(id, "e", payload);
        }

        Assert.Equal(["c", "b", "a"], (await hub.EndOfAsync(id)).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenTwoTypesAreAskedForOneName_Throws()
    {
        Functions.Orchestrator("Types", context =>
        {
            _ = context.WaitForExternalEvent<int>("e");
            try
            {
                _ = context.WaitForExternalEvent<string>("E");
                return Task.FromResult("nothing");
            }
            catch (ArgumentException e)
            {
                return Task.FromResult(e.Message);
            }
        });
        var hub = await StartAsync();

        Assert.Contains("same type argument", (await hub.RunAsync("Types")).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenTheTimeoutPasses_ThrowsAndLeavesNoTimer()
    {
        Functions.Orchestrator("Timeout", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("never", TimeSpan.FromMinutes(10));
            }
            catch (TaskCanceledException)
            {
                return "timed out";
            }
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Timeout");
        await hub.HasTimersAsync(1);
        hub.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("timed out", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenItComesBeforeTheTimeout_CancelsTheTimer()
    {
        Functions.Orchestrator("InTime", context => context.WaitForExternalEvent<string>("e", TimeSpan.FromDays(30)));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("InTime");
        await hub.HasTimersAsync(1);
        await hub.Client.RaiseEventAsync(id, "e", "here");

        Assert.Equal("here", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, hub.Engine.Health.Timers);
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenAnEarlierWaitTimedOut_GetsTheEventAfterTheLostOne()
    {
        Functions.Orchestrator("Again", async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("e", TimeSpan.FromMinutes(1));
            }
            catch (TaskCanceledException)
            {
                context.SetCustomStatus("timed out");
            }

            await context.WaitForExternalEvent<string>("go on");
            return await context.WaitForExternalEvent<string>("e");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Again");
        await hub.HasTimersAsync(1);
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await hub.HasCustomStatusAsync(id, "timed out");
        await hub.Client.RaiseEventAsync(id, "e", "lost");
        await hub.Client.RaiseEventAsync(id, "e", "kept");
        await hub.Client.RaiseEventAsync(id, "go on");

        Assert.Equal("kept", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_WhenThePayloadDoesNotFit_FailsTheWait()
    {
        Functions.Orchestrator("Bad", async context =>
        {
            try
            {
                return (await context.WaitForExternalEvent<int>("n")).ToString();
            }
            catch (System.Text.Json.JsonException)
            {
                return "unreadable";
            }
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Bad");
        await hub.Client.RaiseEventAsync(id, "n", "no number");

        Assert.Equal("unreadable", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task RaiseEvent_WhenTheInstanceHasNotStarted_IsKept()
    {
        Functions.Orchestrator("Later", context => context.WaitForExternalEvent<string>("e"));
        var hub = await StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", null, new StartOrchestrationOptions(StartAt: hub.Time.GetUtcNow().AddHours(1)));

        await hub.Client.RaiseEventAsync(id, "e", "early");
        await hub.RestartAsync();
        hub.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("early", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task RaiseEvent_WhenTheInstanceIsUnknownOrOver_IsDropped()
    {
        Functions.Orchestrator("Short", _ => Task.FromResult(1));
        var hub = await StartAsync();
        var end = await hub.RunAsync("Short");

        await hub.Client.RaiseEventAsync("nobody", "e", 1);
        await hub.Client.RaiseEventAsync(end.InstanceId, "e", 1);
        await hub.RestartAsync();

        Assert.Null(await hub.Client.GetInstanceAsync("nobody"));
        Assert.Equal(0, hub.Engine.Health.InstancesInMemory);
    }

    [Fact]
    public async Task RaiseEvent_WhenManyAreRaised_DeliversEachOnce()
    {
        const int count = 500;
        Functions.Orchestrator("Count", async context =>
        {
            var sum = 0;
            for (var i = 0; i < count; i++)
            {
                sum += await context.WaitForExternalEvent<int>("n");
            }

            return sum;
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Count");

        await Task.WhenAll(Enumerable.Range(1, count).Select(i => hub.Client.RaiseEventAsync(id, "n", i)));

        Assert.Equal(count * (count + 1) / 2, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task SendEvent_WhenSentToAnotherInstance_Arrives()
    {
        Functions.Orchestrator("Receiver", context => context.WaitForExternalEvent<string>("greeting"));
        Functions.Orchestrator("Sender", context =>
        {
            context.SendEvent("receiver", "Greeting", "hello");
            context.SendEvent("nobody", "Greeting", "hello");
            return Task.CompletedTask;
        });
        var hub = await StartAsync();
        await hub.ScheduleAsync("Receiver", instanceId: "receiver");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.RunAsync("Sender")).RuntimeStatus);
        Assert.Equal("hello", (await hub.EndOfAsync("receiver")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("@counter@a")]
    public async Task SendEvent_WhenTheTargetIsNoInstance_Throws(string target)
    {
        Functions.Orchestrator("Sender", context =>
        {
            context.SendEvent(target, "e", 1);
            return Task.CompletedTask;
        });
        var hub = await StartAsync();

        var end = await hub.RunAsync("Sender");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(ArgumentException).FullName, end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task WhenAny_WhenTheEventWins_GoesOnWithoutTheTimer()
    {
        Functions.Orchestrator("Approve", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timeout = context.CreateTimer(TimeSpan.FromDays(2), cancel.Token);
            var approval = context.WaitForExternalEvent<bool>("approve");
            if (await Task.WhenAny(approval, timeout) == approval)
            {
                cancel.Cancel();
                return approval.Result ? "approved" : "refused";
            }

            return "too late";
        });
        var hub = await StartAsync();
        var approved = await hub.ScheduleAsync("Approve");
        await hub.Client.RaiseEventAsync(approved, "approve", true);
        Assert.Equal("approved", (await hub.EndOfAsync(approved)).ReadOutputAs<string>());

        var late = await hub.ScheduleAsync("Approve");
        await hub.HasTimersAsync(1);
        hub.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("too late", (await hub.EndOfAsync(late)).ReadOutputAs<string>());
    }
}
