using System.Reflection;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Durable;

/// <summary>An instance is visible as ended before the engine hears that its last commit is done.</summary>
public sealed class LateEndTests
{
    [Fact]
    public async Task Wait_WhenTheRunBeforeEndsLate_IsForTheNewRun()
    {
        var functions = new TestFunctions().Orchestrator("Wait", context => context.WaitForExternalEvent<string>("Go"));
        using var file = new TemporaryTaskHub();
        var (store, held) = HeldEnd.Around(file.NewStore());
        await using var engine = new TaskHubEngine(store, functions, new TaskHubEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None).InTime();
        var options = new StartOrchestrationOptions("one");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options).InTime();
        await engine.Client.RaiseEventAsync("one", "Go", "first").InTime();
        await held.IsHeld.Task.InTime();

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options).InTime();
        var end = engine.Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true);
        held.Release.SetResult();
        await engine.Client.WaitForInstanceStartAsync("one").InTime();
        await engine.Client.RaiseEventAsync("one", "Go", "second").InTime();

        Assert.Equal("second", (await end.InTime()).ReadOutputAs<string>());
    }

    /// <summary>Holds back the news of the first commit that completes an instance.</summary>
    public class HeldEnd : DispatchProxy
    {
        private ITaskHubStore _inner = null!;

        /// <summary>Completes when that commit is durable.</summary>
        internal TaskCompletionSource IsHeld { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal static (ITaskHubStore Store, HeldEnd Held) Around(ITaskHubStore inner)
        {
            var store = Create<ITaskHubStore, HeldEnd>();
            var held = (HeldEnd)(object)store;
            held._inner = inner;
            return (store, held);
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var answer = targetMethod!.Invoke(_inner, args);
            return args is [TaskHubStep { Update.Status: InstanceStatus.Completed }] && !IsHeld.Task.IsCompleted ? HoldAsync((Task<StepResult>)answer!) : answer;
        }

        private async Task<StepResult> HoldAsync(Task<StepResult> commit)
        {
            var result = await commit;
            IsHeld.TrySetResult();
            await Release.Task;
            return result;
        }
    }
}
