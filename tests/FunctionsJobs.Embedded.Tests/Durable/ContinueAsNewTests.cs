using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class ContinueAsNewTestsInMemory() : ContinueAsNewTests(false);

public sealed class ContinueAsNewTestsReplayed() : ContinueAsNewTests(true);

public abstract class ContinueAsNewTests(bool forceReplay) : DurableTest(forceReplay)
{
    [Fact]
    public async Task ContinueAsNew_WhenCalled_BeginsAgainWithTheNewInputAndAnEmptyHistory()
    {
        Functions.Orchestrator("Loop", async context =>
        {
            var round = context.GetInput<int>();
            await context.CallActivityAsync("Note", round);
            if (round < 4)
            {
                context.ContinueAsNew(round + 1);
                return 0;
            }

            return round;
        });
        Functions.Activity<int, int>("Note", round => round);
        var hub = await StartAsync();

        var end = await hub.RunAsync("Loop", 1);

        Assert.Equal(4, end.ReadOutputAs<int>());
        Assert.Equal(4, end.ReadInputAs<int>());
        Assert.Equal(["1", "2", "3", "4"], Functions.Runs.Select(call => call.Input));
        Assert.Equal(["TaskScheduled", "TaskCompleted"], (await hub.HistoryAsync(end.InstanceId)).Select(record => record.Type));
    }

    [Fact]
    public async Task ContinueAsNew_WhenItNeverWaits_CountsUp()
    {
        Functions.Orchestrator("Spin", context =>
        {
            var round = context.GetInput<int>();
            if (round < 50)
            {
                context.ContinueAsNew(round + 1);
            }

            return Task.FromResult(round);
        });
        var hub = await StartAsync();

        Assert.Equal(50, (await hub.RunAsync("Spin", 0)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_WhenEventsArePreserved_TheyGoToTheNextExecutionInOrder()
    {
        Functions.Orchestrator("Eat", async context =>
        {
            var eaten = context.GetInput<string>() ?? "";
            if (eaten.Length == 0)
            {
                // Let all events come before the first is taken.
                await context.WaitForExternalEvent<string>("begin");
            }

            eaten += await context.WaitForExternalEvent<string>("letter");
            if (eaten.Length < 4)
            {
                context.ContinueAsNew(eaten);
            }

            return eaten;
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Eat");
        foreach (var letter in new[] { "a", "b", "c", "d" })
        {
            await hub.Client.RaiseEventAsync(id, "Letter", letter);
        }

        await hub.Client.RaiseEventAsync(id, "begin", "");

        Assert.Equal("abcd", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WhenManyEventsAreCarriedAndTheNextExecutionGoesOn_RecordsBoth()
    {
        Functions.Orchestrator("Carry", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<int>("begin");
                context.ContinueAsNew(1);
                return 0;
            }

            var sum = 0;
            for (var i = 0; i < 3; i++)
            {
                sum += await context.CallActivityAsync<int>("Same", await context.WaitForExternalEvent<int>("n"));
            }

            return sum;
        });
        Functions.Activity<int, int>("Same", n => n);
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Carry", 0);
        for (var i = 1; i <= 3; i++)
        {
            await hub.Client.RaiseEventAsync(id, "n", i);
        }

        await hub.Client.RaiseEventAsync(id, "begin", 1);

        Assert.Equal(6, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(3, (await hub.HistoryAsync(id)).Count(record => record.Turn == 0));
    }

    [Fact]
    public async Task ContinueAsNew_WhenEventsAreNotPreserved_TheyAreDropped()
    {
        Functions.Orchestrator("Forget", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<string>("begin");
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                return "unreachable";
            }

            return await context.WaitForExternalEvent<string>("e");
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Forget", 0);
        await hub.Client.RaiseEventAsync(id, "e", "old");
        await hub.Client.RaiseEventAsync(id, "begin", "");
        await Eventually.HoldsAsync(async () => (await hub.GetAsync(id)).SerializedInput == "1", "the second execution");
        await hub.Client.RaiseEventAsync(id, "e", "new");

        Assert.Equal("new", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WhenEventsComeAfterTheCall_TheyGoToTheNextExecution()
    {
        var gate = new TaskCompletionSource();
        Functions.Orchestrator("Late", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.ContinueAsNew(1);
                await context.CallActivityAsync("Slow");
                return "unreachable";
            }

            return await context.WaitForExternalEvent<string>("e");
        });
        Functions.AsyncActivity<object?, int>("Slow", async (_, _) =>
        {
            await gate.Task;
            return 0;
        });
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Late", 0);
        await Eventually.HoldsAsync(() => Functions.RunsOf("Slow") == 1, "the activity");
        await hub.Client.RaiseEventAsync(id, "e", "late");
        gate.SetResult();

        Assert.Equal("late", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WhenTheCodeThrowsAfterwards_FailsTheInstance()
    {
        Functions.Orchestrator("Throws", (Func<TaskOrchestrationContext, Task>)(context =>
        {
            context.ContinueAsNew(1);
            throw new InvalidOperationException("after");
        }));
        var hub = await StartAsync();

        var end = await hub.RunAsync("Throws", 0);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("after", end.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task ContinueAsNew_WhenCalledTwice_TheLastCallCounts()
    {
        Functions.Orchestrator("Twice", context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.ContinueAsNew(1);
                context.ContinueAsNew(2);
            }

            return Task.FromResult(context.GetInput<int>());
        });
        var hub = await StartAsync();

        Assert.Equal(2, (await hub.RunAsync("Twice", 0)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_WhenAVersionIsGiven_TheNextExecutionHasIt()
    {
        Functions.Orchestrator("Migrate", context =>
        {
            if (context.CompareVersionTo("2.0") < 0)
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
            }

            return Task.FromResult(context.Version);
        });
        var hub = await StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Migrate", null, new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal("2.0", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WhenTheCustomStatusIsNotSetAgain_KeepsIt()
    {
        Functions.Orchestrator("Status", context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.SetCustomStatus("from before");
                context.ContinueAsNew(1);
            }

            return Task.CompletedTask;
        });
        var hub = await StartAsync();

        Assert.Equal("from before", (await hub.RunAsync("Status", 0)).ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WhenASubOrchestrationDoesIt_TheParentGetsTheLastResult()
    {
        Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", 0));
        Functions.Orchestrator("Child", context =>
        {
            var round = context.GetInput<int>();
            if (round < 3)
            {
                context.ContinueAsNew(round + 1);
            }

            return Task.FromResult(round);
        });
        var hub = await StartAsync();

        Assert.Equal(3, (await hub.RunAsync("Parent")).ReadOutputAs<int>());
    }
}
