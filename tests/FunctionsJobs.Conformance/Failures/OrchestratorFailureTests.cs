using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Failures;

/// <summary>Orchestrators that throw or do not exist.</summary>
public sealed class OrchestratorFailureTests
{
    [Theory]
    [EveryMode(typeof(InvalidOperationException)), EveryMode(typeof(CustomFailureException)), EveryMode(typeof(Xunit.Sdk.XunitException))]
    public async Task Orchestrator_WhenItThrows_FailsWithThatException(DurableMode mode, Type exceptionType)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc(
            "Fail", new Action<TaskOrchestrationContext>(_ => throw (Exception)Activator.CreateInstance(exceptionType, "broken")!)));

        var metadata = await host.RunAsync("Fail");
        var failure = metadata.ShouldHaveFailed();

        Assert.Equal(exceptionType.FullName, failure.ErrorType);
        Assert.Equal("broken", failure.ErrorMessage);
        Assert.True(failure.IsCausedBy(exceptionType));
        Assert.True(metadata.IsCompleted);
        Assert.False(metadata.IsRunning);
    }

    [Theory, EveryMode(Needs = HostFeatures.FailureOutput)]
    public async Task Orchestrator_WhenItThrows_HasTheFailureAsOutput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc(
            "Fail", new Action<TaskOrchestrationContext>(_ => throw new InvalidOperationException("broken"))));

        Assert.Equal("System.InvalidOperationException: broken", (await host.RunAsync("Fail")).SerializedOutput);
    }

    [Theory, EveryMode]
    public async Task Orchestrator_WhenItThrows_KeepsInnerExceptionsAndItsStack(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Fail", ThrowFromHere));

        var failure = (await host.RunAsync("Fail")).ShouldHaveFailed();

        Assert.Contains(nameof(ThrowFromHere), failure.StackTrace);
        Assert.Equal(typeof(CustomFailureException).FullName, failure.InnerFailure?.ErrorType);
        Assert.Equal("inner", failure.InnerFailure?.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task Orchestrator_WhenItThrowsAfterSomeWork_FailsTheInstance(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Fail", async context =>
            {
                var number = await context.CallActivityAsync<int>("Work");
                throw new InvalidOperationException($"broken after {number}");
            })
            .AddActivityFunc<int>("Work", _ => 7));

        Assert.Equal("broken after 7", (await host.RunAsync("Fail")).ShouldHaveFailed().ErrorMessage);
    }

    // A function app knows its orchestrators and refuses the start; a bare worker learns of the name when the instance runs.
    [Theory, EveryMode]
    public async Task Orchestrator_WhenItDoesNotExist_NeverRuns(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Known", _ => Task.CompletedTask));
        if (mode.Has(HostFeatures.StartChecksTheName))
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => host.StartAsAsync("refused", "Unknown"));
            Assert.Null(await host.Client.GetInstanceAsync("refused"));
            return;
        }

        var failure = (await host.RunAsync("Unknown")).ShouldHaveFailed();

        Assert.Equal("OrchestratorTaskNotFound", failure.ErrorType);
        Assert.Equal("No orchestrator task named 'Unknown' was found.", failure.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task FailureDetails_WhenPayloadsAreNotFetched_AreLeftOut(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Fail", ThrowFromHere));
        var id = (await host.RunAsync("Fail")).InstanceId;

        var metadata = await host.Client.GetInstanceAsync(id, getInputsAndOutputs: false);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata?.RuntimeStatus);
        Assert.Null(metadata?.FailureDetails);
    }

    [Theory, EveryMode]
    public async Task CustomStatus_WhenTheInstanceFails_IsKept(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Fail", context =>
        {
            context.SetCustomStatus(new { Step = 3 });
            ThrowFromHere(context);
        }));

        var metadata = await host.RunAsync("Fail");

        metadata.ShouldHaveFailed();
        Assert.Equal("""{"Step":3}""", metadata.SerializedCustomStatus);
    }

    [Theory, EveryMode]
    public async Task Orchestrator_WhenItsInputIsMissingRequiredData_MayRefuseIt(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string, int>("Measure", (_, input) =>
        {
            ArgumentNullException.ThrowIfNull(input);
            return input.Length;
        }));

        var failure = (await host.RunAsync("Measure")).ShouldHaveFailed();

        Assert.True(failure.IsCausedBy<ArgumentException>());
    }

    private static void ThrowFromHere(TaskOrchestrationContext context) =>
        throw new InvalidOperationException("outer", new CustomFailureException("inner"));
}
