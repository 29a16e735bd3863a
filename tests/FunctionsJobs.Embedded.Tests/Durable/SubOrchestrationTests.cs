using DurableTask.Core.Exceptions;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class SubOrchestrationTestsInMemory() : SubOrchestrationTests(false);

public sealed class SubOrchestrationTestsReplayed() : SubOrchestrationTests(true);

public abstract class SubOrchestrationTests(bool forceReplay) : DurableTest(forceReplay)
{
    [Fact]
    public async Task CallSubOrchestrator_WhenItReturns_GivesItsOutput()
    {
        Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", 20));
        Functions.Orchestrator("Child", async context => await context.CallActivityAsync<int>("Double", context.GetInput<int>()));
        Functions.Activity<int, int>("Double", value => 2 * value);
        var hub = await StartAsync();

        Assert.Equal(40, (await hub.RunAsync("Parent")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenCalled_KnowsItsParentAndHasAGeneratedId()
    {
        Functions.Orchestrator("Parent", async context =>
        {
            var expected = context.NewGuid();
            _ = expected;
            return await context.CallSubOrchestratorAsync<string>("Child");
        });
        Functions.Orchestrator("Child", context => Task.FromResult($"{context.Parent?.Name}|{context.Parent?.InstanceId}|{context.InstanceId.Length}|{Guid.TryParseExact(context.InstanceId, "N", out _)}"));
        Functions.Orchestrator("Alone", context => Task.FromResult(context.Parent is null));
        var hub = await StartAsync();

        Assert.Equal("Parent|the-parent|32|True", (await hub.RunAsync("Parent", instanceId: "the-parent")).ReadOutputAs<string>());
        Assert.True((await hub.RunAsync("Alone")).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenManyAreFannedOut_GivesAllResults()
    {
        Functions.Orchestrator("Parent", async context =>
            (await Task.WhenAll(Enumerable.Range(0, 50).Select(i => context.CallSubOrchestratorAsync<int>("Child", i)))).Sum());
        Functions.Orchestrator("Child", context => Task.FromResult(context.GetInput<int>()));
        var hub = await StartAsync();

        Assert.Equal(1225, (await hub.RunAsync("Parent")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenItFails_ThrowsWithTheFailureOfTheChild()
    {
        Functions.Orchestrator("Parent", async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync("Child");
                return "nothing";
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName}|{e.TaskId}|{e.FailureDetails.ErrorType}|{e.FailureDetails.ErrorMessage}";
            }
        });
        Functions.Orchestrator("Child", (Func<TaskOrchestrationContext, Task>)(_ => throw new InvalidDataException("bad")));
        var hub = await StartAsync();

        Assert.Equal("Child|0|System.IO.InvalidDataException|bad", (await hub.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenNestedFailuresAreUnhandled_KeepsTheWholeChain()
    {
        Functions.Orchestrator("A", context => context.CallSubOrchestratorAsync("B"));
        Functions.Orchestrator("B", context => context.CallActivityAsync("C"));
        Functions.Activity<object?, int>("C", _ => throw new InvalidOperationException("deep"));
        var hub = await StartAsync();

        var failure = (await hub.RunAsync("A")).FailureDetails!;

        Assert.Equal("Task 'B' (#0) failed with an unhandled exception: Task 'C' (#0) failed with an unhandled exception: deep", failure.ErrorMessage);
        Assert.Equal("Task 'C' (#0) failed with an unhandled exception: deep", failure.InnerFailure!.ErrorMessage);
        Assert.Equal("deep", failure.InnerFailure.InnerFailure!.ErrorMessage);
        Assert.True(failure.InnerFailure.InnerFailure.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenThereIsNone_FailsWithoutRetry()
    {
        Functions.Orchestrator("Parent", async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync("Nowhere", new TaskOptions(new RetryPolicy(5, TimeSpan.FromHours(1))));
                return "nothing";
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.ErrorType;
            }
        });
        var hub = await StartAsync();

        Assert.Equal("OrchestratorTaskNotFound", (await hub.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenItIsTerminated_Fails()
    {
        Functions.Orchestrator("Parent", async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "child"));
                return "nothing";
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.ErrorType;
            }
        });
        Functions.Orchestrator("Child", context => context.WaitForExternalEvent<int>("never"));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Parent");
        await hub.HasStatusAsync("child", OrchestrationRuntimeStatus.Running);

        await hub.Client.TerminateInstanceAsync("child", "enough");

        Assert.Equal("OrchestrationTerminated", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenARunningInstanceHasTheId_Fails()
    {
        Functions.Orchestrator("Parent", async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "taken"));
                return "nothing";
            }
            catch (TaskFailedException e)
            {
                return $"{e.FailureDetails.IsCausedBy<OrchestrationAlreadyExistsException>()} {e.FailureDetails.ErrorMessage.Contains("'taken'", StringComparison.Ordinal)}";
            }
        });
        Functions.Orchestrator("Child", context => context.WaitForExternalEvent<int>("never"));
        var hub = await StartAsync();
        await hub.ScheduleAsync("Child", instanceId: "taken");
        await hub.HasStatusAsync("taken", OrchestrationRuntimeStatus.Running);

        Assert.Equal("True True", (await hub.RunAsync("Parent")).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync("taken")).RuntimeStatus);
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenAnEndedInstanceHasTheId_ReplacesIt()
    {
        Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", 2, new SubOrchestrationOptions(instanceId: "again")));
        Functions.Orchestrator("Child", context => Task.FromResult(context.GetInput<int>()));
        var hub = await StartAsync();
        await hub.RunAsync("Child", 1, "again");

        Assert.Equal(2, (await hub.RunAsync("Parent")).ReadOutputAs<int>());
        Assert.Equal(2, (await hub.GetAsync("again")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("parent")]
    [InlineData("@counter@a")]
    [InlineData("a/b")]
    public async Task CallSubOrchestrator_WhenTheIdCannotBe_Throws(string childId)
    {
        Functions.Orchestrator("Parent", async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: childId));
                return "nothing";
            }
            catch (ArgumentException)
            {
                return "refused";
            }
        });
        Functions.Orchestrator("Child", _ => Task.FromResult(1));
        var hub = await StartAsync();

        Assert.Equal("refused", (await hub.RunAsync("Parent", instanceId: "parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenVersioned_TakesTheGivenOrTheDefaultVersion()
    {
        Functions.Orchestrator("Parent", async context => new[]
        {
            await context.CallSubOrchestratorAsync<string>("Child"),
            await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions { Version = "5" }),
        });
        Functions.Orchestrator("Child", context => Task.FromResult(context.Version));
        var hub = await StartAsync(new TaskHubEngineOptions { DefaultVersion = "1.5" });

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions { Version = "9" });

        Assert.Equal(["1.5", "5"], (await hub.EndOfAsync(id)).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task CallSubOrchestrator_WhenTheParentHasMovedOn_DropsTheCompletion()
    {
        Functions.Orchestrator("Parent", async context =>
        {
            if (context.GetInput<int>() == 1)
            {
                return await context.WaitForExternalEvent<string>("end");
            }

            _ = context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "child"));
            await context.WaitForExternalEvent<string>("go");
            return "unreachable";
        });
        Functions.Orchestrator("Child", context => context.WaitForExternalEvent<int>("finish"));
        var hub = await StartAsync();
        await hub.ScheduleAsync("Parent", 0, "parent");
        await hub.HasStatusAsync("child", OrchestrationRuntimeStatus.Running);
        await hub.Client.TerminateInstanceAsync("parent");
        await hub.EndOfAsync("parent");
        await hub.ScheduleAsync("Parent", 1, "parent");

        await hub.Client.RaiseEventAsync("child", "finish", 1);
        await hub.EndOfAsync("child");
        await hub.Client.RaiseEventAsync("parent", "end", "fine");

        Assert.Equal("fine", (await hub.EndOfAsync("parent")).ReadOutputAs<string>());
    }
}
