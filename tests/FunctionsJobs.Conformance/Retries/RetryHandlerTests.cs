using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Retries;

/// <summary>Calls that are repeated by code of the orchestration.</summary>
public sealed class RetryHandlerTests
{
    [Theory, EveryMode]
    public async Task Handler_WhenItSaysGoOn_SeesEveryAttempt(DurableMode mode)
    {
        var seen = new List<string>();
        var options = TaskOptions.FromRetryHandler(retry =>
        {
            if (!retry.OrchestrationContext.IsReplaying)
            {
                seen.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.OrchestrationContext.InstanceId}");
            }

            Assert.True(retry.TotalRetryTime >= TimeSpan.Zero);
            return retry.LastAttemptNumber < 3;
        });
        var calls = 0;
        await using var host = await StartAsync(mode, options, () => Fail($"failure {Interlocked.Increment(ref calls)}"));

        var failure = (await host.RunAsync("Call", options: new StartOrchestrationOptions("retrying"))).ShouldHaveFailed();

        Assert.Equal(["1 failure 1 retrying", "2 failure 2 retrying", "3 failure 3 retrying"], seen);
        Assert.Equal("failure 3", failure.InnerFailure?.ErrorMessage);
        Assert.Equal(3, calls);
    }

    [Theory, EveryMode]
    public async Task Handler_WhenAnAttemptSucceeds_ReturnsItsResult(DurableMode mode)
    {
        var calls = 0;
        await using var host = await StartAsync(
            mode,
            TaskOptions.FromRetryHandler(_ => true),
            () => Interlocked.Increment(ref calls) < 5 ? Fail("not yet") : $"attempt {calls}");

        Assert.Equal("attempt 5", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task Handler_WhenItSaysStop_ThrowsTheFailure(DurableMode mode)
    {
        var calls = 0;
        await using var host = await StartAsync(
            mode,
            TaskOptions.FromRetryHandler(retry => !retry.LastFailure.IsCausedBy<InvalidOperationException>()),
            () => Fail($"failure {Interlocked.Increment(ref calls)}"));

        Assert.Equal("failure 1", (await host.RunAsync("Call")).ShouldHaveFailed().InnerFailure?.ErrorMessage);
        Assert.Equal(1, calls);
    }

    [Theory, EveryMode]
    public async Task AsyncHandler_WhenItWaits_MayUseTimersAndActivities(DurableMode mode)
    {
        var calls = 0;
        var options = TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(10 * retry.LastAttemptNumber), CancellationToken.None);
            return await retry.OrchestrationContext.CallActivityAsync<bool>("MayRetry", retry.LastAttemptNumber);
        });
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>("Flaky", options))
            .AddActivityFunc<string>("Flaky", _ => Fail($"failure {Interlocked.Increment(ref calls)}"))
            .AddActivityFunc<int, bool>("MayRetry", (_, attempt) => attempt < 4));

        Assert.Equal("failure 4", (await host.RunAsync("Call")).ShouldHaveFailed().InnerFailure?.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task Handler_WhenItThrows_FailsTheOrchestrationWithItsOwnException(DurableMode mode)
    {
        await using var host = await StartAsync(
            mode, TaskOptions.FromRetryHandler(new RetryHandler(_ => throw new NotSupportedException("handler"))), () => Fail("activity"));

        var failure = (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.Equal(typeof(NotSupportedException).FullName, failure.ErrorType);
        Assert.Equal("handler", failure.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task Handler_WhenTheActivityDoesNotExist_IsNotAsked(DurableMode mode)
    {
        var asked = 0;
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc("Call", context =>
            context.CallActivityAsync("Missing", TaskOptions.FromRetryHandler(_ => Interlocked.Increment(ref asked) < 3))));

        (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.Equal(0, asked);
    }

    private static Task<IDurableHost> StartAsync(DurableMode mode, TaskOptions options, Func<string> activity) =>
        mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>("Flaky", options))
            .AddActivityFunc<string>("Flaky", _ => activity()));

    private static string Fail(string message) => throw new InvalidOperationException(message);
}
