using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class ActivityTestsInMemory() : ActivityTests(false);

public sealed class ActivityTestsReplayed() : ActivityTests(true);

public abstract class ActivityTests(bool forceReplay) : DurableTest(forceReplay)
{
    [Fact]
    public async Task CallActivity_WhenItReturns_GivesItsOutput()
    {
        Functions.Orchestrator("Greet", async context => await context.CallActivityAsync<string>("Hello", context.GetInput<string>()));
        Functions.Activity<string, string>("Hello", name => $"Hello {name}!");
        var hub = await StartAsync();

        var end = await hub.RunAsync("Greet", "Ada");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal("Hello Ada!", end.ReadOutputAs<string>());
        Assert.Equal("Ada", end.ReadInputAs<string>());
        Assert.Equal(1, Functions.RunsOf("Hello"));
    }

    [Fact]
    public async Task CallActivity_WhenChained_RunsOneAfterTheOther()
    {
        Functions.Orchestrator("Chain", async context =>
        {
            var value = 0;
            for (var i = 0; i < 5; i++)
            {
                value = await context.CallActivityAsync<int>("Add", value);
            }

            return value;
        });
        Functions.Activity<int, int>("Add", value => value + 1);
        var hub = await StartAsync();

        var end = await hub.RunAsync("Chain");

        Assert.Equal(5, end.ReadOutputAs<int>());
        Assert.Equal(["0", "1", "2", "3", "4"], Functions.Runs.Select(call => call.Input));
        Assert.Equal([0, 1, 2, 3, 4], Functions.Runs.Select(call => call.TaskId));
    }

    [Fact]
    public async Task CallActivity_WhenFannedOut_GivesAllResults()
    {
        Functions.Orchestrator("FanOut", async context =>
        {
            var squares = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => context.CallActivityAsync<int>("Square", i)));
            return squares.Sum();
        });
        Functions.Activity<int, int>("Square", i => i * i);
        var hub = await StartAsync();

        var end = await hub.RunAsync("FanOut");

        Assert.Equal(Enumerable.Range(0, 300).Sum(i => i * i), end.ReadOutputAs<int>());
        Assert.Equal(300, Functions.RunsOf("Square"));
    }

    [Fact]
    public async Task CallActivity_WhenNameDiffersInCase_FindsIt()
    {
        Functions.Orchestrator("Case", context => context.CallActivityAsync<int>("aNSWER"));
        Functions.Activity<object?, int>("Answer", _ => 42);
        var hub = await StartAsync();

        Assert.Equal(42, (await hub.RunAsync("cASE")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CallActivity_WhenItReturnsNothing_GivesDefault()
    {
        Functions.Orchestrator("Nothing", async context => await context.CallActivityAsync<int>("Void"));
        Functions.RawActivity("Void", (_, _) => Task.FromResult<string?>(null));
        var hub = await StartAsync();

        Assert.Equal(0, (await hub.RunAsync("Nothing")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CallActivity_WhenItThrows_FailsWithDetailsThatCanBeHandled()
    {
        Functions.Orchestrator("Handle", async context =>
        {
            try
            {
                await context.CallActivityAsync("Throw");
                return "nothing";
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName}|{e.TaskId}|{e.FailureDetails.ErrorType}|{e.FailureDetails.ErrorMessage}|{e.FailureDetails.IsCausedBy<ArgumentException>()}"
                    + $"|{e.FailureDetails.InnerFailure?.ErrorMessage}|{e.FailureDetails.StackTrace?.Contains(nameof(ActivityTests), StringComparison.Ordinal)}|{e.Message}";
            }
        });
        Functions.Activity<object?, int>("Throw", _ => throw new ArgumentOutOfRangeException("Kaboom", new InvalidTimeZoneException("inner")));
        var hub = await StartAsync();

        var end = await hub.RunAsync("Handle");

        Assert.Equal(
            "Throw|0|System.ArgumentOutOfRangeException|Kaboom|True|inner|True|Task 'Throw' (#0) failed with an unhandled exception: Kaboom",
            end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallActivity_WhenItThrowsUnhandled_FailsTheInstance()
    {
        Functions.Orchestrator("Fail", context => context.CallActivityAsync("Throw"));
        Functions.Activity<object?, int>("Throw", _ => throw new InvalidOperationException("Kaboom"));
        var hub = await StartAsync();

        var end = await hub.RunAsync("Fail");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException: Task 'Throw' (#0) failed with an unhandled exception: Kaboom", end.SerializedOutput);
        Assert.Equal(typeof(TaskFailedException).FullName, end.FailureDetails!.ErrorType);
        Assert.Equal("Task 'Throw' (#0) failed with an unhandled exception: Kaboom", end.FailureDetails.ErrorMessage);
        Assert.Equal(typeof(InvalidOperationException).FullName, end.FailureDetails.InnerFailure!.ErrorType);
        Assert.Equal("Kaboom", end.FailureDetails.InnerFailure.ErrorMessage);
    }

    [Fact]
    public async Task CallActivity_WhenThereIsNone_FailsWithoutRetry()
    {
        Functions.Orchestrator("Missing", async context =>
        {
            try
            {
                await context.CallActivityAsync("Nowhere", new TaskOptions(new RetryPolicy(5, TimeSpan.FromHours(1))));
                return "nothing";
            }
            catch (TaskFailedException e)
            {
                return $"{e.FailureDetails.ErrorType}: {e.FailureDetails.ErrorMessage}";
            }
        });
        var hub = await StartAsync();

        Assert.Equal("ActivityTaskNotFound: No activity task named 'Nowhere' was found.", (await hub.RunAsync("Missing")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallActivity_WhenOptionsAreGivenAsInput_Throws()
    {
        Functions.Orchestrator("Trap", async context =>
        {
            try
            {
                await context.CallActivityAsync<int>("Answer", (object)new TaskOptions());
                return "nothing";
            }
            catch (ArgumentException e)
            {
                return e.ParamName;
            }
        });
        Functions.Activity<object?, int>("Answer", _ => 42);
        var hub = await StartAsync();

        Assert.Equal("input", (await hub.RunAsync("Trap")).ReadOutputAs<string>());
        Assert.Equal(0, Functions.RunsOf("Answer"));
    }

    [Fact]
    public async Task CallActivity_WhenVersioned_InheritsOrOverridesTheVersion()
    {
        Functions.Orchestrator("Versions", async context =>
        {
            await context.CallActivityAsync("Inherits");
            await context.CallActivityAsync("Overrides", new TaskOptions { Version = "3.1" });
            await context.CallActivityAsync("HasNone", new TaskOptions { Version = TaskVersion.Unversioned });
            return context.Version;
        });
        Functions.Activity<object?, int>("Inherits", _ => 0).Activity<object?, int>("Overrides", _ => 0).Activity<object?, int>("HasNone", _ => 0);
        var hub = await StartAsync();

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Versions", null, new StartOrchestrationOptions { Version = "2.0" });
        var end = await hub.EndOfAsync(id);

        Assert.Equal("2.0", end.ReadOutputAs<string>());
        Assert.Equal(["2.0", "3.1", ""], Functions.Runs.Select(call => call.Version));
    }

    [Fact]
    public async Task Orchestrator_WhenItReturnsWithOpenActivities_CompletesAfterThem()
    {
        var gate = new TaskCompletionSource();
        Functions.Orchestrator("Impatient", context =>
        {
            _ = context.CallActivityAsync("Slow");
            context.SetCustomStatus("returned");
            return Task.FromResult("done");
        });
        Functions.AsyncActivity<object?, int>("Slow", async (_, _) =>
        {
            await gate.Task;
            return 0;
        });
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Impatient");
        await hub.HasCustomStatusAsync(id, "returned");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        gate.SetResult();

        Assert.Equal("done", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrator_WhenThereIsNone_FailsTheInstance()
    {
        Functions.Orchestrator("Gone", async context => await context.WaitForExternalEvent<int>("go"));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Gone");
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);

        Functions.RemoveOrchestrator("Gone");
        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync(id, "go", 1);

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("OrchestratorTaskNotFound", end.FailureDetails!.ErrorType);
        Assert.Contains("'Gone'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }
}
