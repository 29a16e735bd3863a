using System.Text.Json;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class RetryTestsInMemory() : RetryTests(false);

public sealed class RetryTestsReplayed() : RetryTests(true);

public abstract class RetryTests(bool forceReplay) : DurableTest(forceReplay)
{
    private int _attempts;

    [Fact]
    public async Task RetryPolicy_WhenAttemptsFail_WaitsLongerEachTimeUpToTheLimit()
    {
        FailUntil(attempt: 6);
        Functions.Orchestrator("Retry", context => context.CallActivityAsync<int>(
            "Flaky", new TaskOptions(new RetryPolicy(10, TimeSpan.FromSeconds(2), 2, TimeSpan.FromSeconds(10)))));
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Retry");
        await AdvanceThroughTimersAsync(hub, 5, TimeSpan.FromHours(1));

        Assert.Equal(6, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        var actual = await DelaysAsync(hub, id);
        Assert.Equal([2, 4, 8, 10, 10], actual);
    }

    [Fact]
    public async Task RetryPolicy_WhenNoIntervalLimitIsGiven_WaitsAnHourAtMost()
    {
        FailUntil(attempt: 4);
        Functions.Orchestrator("Retry", context => context.CallActivityAsync<int>(
            "Flaky", new TaskOptions(new RetryPolicy(10, TimeSpan.FromMinutes(40), 3))));
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Retry");
        await AdvanceThroughTimersAsync(hub, 3, TimeSpan.FromHours(1));

        await hub.EndOfAsync(id);
        var actual = await DelaysAsync(hub, id);
        Assert.Equal([2400, 3600, 3600], actual);
    }

    [Fact]
    public async Task RetryPolicy_WhenAllAttemptsFail_ThrowsTheLastFailure()
    {
        FailUntil(attempt: int.MaxValue);
        Functions.Orchestrator("Retry", context => context.CallActivityAsync<int>(
            "Flaky", new TaskOptions(new RetryPolicy(3, TimeSpan.FromSeconds(1)))));
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Retry");
        await AdvanceThroughTimersAsync(hub, 2, TimeSpan.FromSeconds(1));

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("attempt 3", end.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.Equal(3, Functions.RunsOf("Flaky"));
    }

    [Fact]
    public async Task RetryPolicy_WhenTheTimeoutIsReached_GivesUp()
    {
        FailUntil(attempt: int.MaxValue);
        Functions.Orchestrator("Retry", context => context.CallActivityAsync<int>(
            "Flaky", new TaskOptions(new RetryPolicy(100, TimeSpan.FromSeconds(5), retryTimeout: TimeSpan.FromSeconds(12)))));
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Retry");
        await AdvanceThroughTimersAsync(hub, 3, TimeSpan.FromSeconds(5));

        // Attempts after 0, 5, 10 and 15 seconds; the last one finds the time over.
        await hub.EndOfAsync(id);
        Assert.Equal(4, Functions.RunsOf("Flaky"));
    }

    [Fact]
    public async Task RetryPolicy_WhenTheFilterRefusesAFailure_GivesUp()
    {
        FailUntil(attempt: int.MaxValue);
        var policy = new RetryPolicy(100, TimeSpan.FromSeconds(5)) { HandleFailure = failure => failure.ErrorMessage == "attempt 1" };
        Functions.Orchestrator("Retry", context => context.CallActivityAsync<int>("Flaky", TaskOptions.FromRetryPolicy(policy)));
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Retry");
        await AdvanceThroughTimersAsync(hub, 1, TimeSpan.FromSeconds(5));

        await hub.EndOfAsync(id);
        Assert.Equal(2, Functions.RunsOf("Flaky"));
    }

    [Fact]
    public async Task RetryPolicy_WhenTheFilterThrows_ThrowsTheFailureOfTheTask()
    {
        FailUntil(attempt: int.MaxValue);
        var policy = new RetryPolicy(100, TimeSpan.FromSeconds(5)) { HandleFailure = _ => throw new InvalidCastException("filter") };
        Functions.Orchestrator("Retry", context => context.CallActivityAsync<int>("Flaky", TaskOptions.FromRetryPolicy(policy)));
        var hub = await StartAsync();

        var end = await hub.RunAsync("Retry");

        Assert.Equal("attempt 1", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task RetryHandler_WhenItAgrees_RetriesAtOnceAndKnowsTheAttempt()
    {
        FailUntil(attempt: 4);
        Functions.Orchestrator("Retry", async context =>
        {
            var seen = new List<string>();
            var result = await context.CallActivityAsync<int>("Flaky", TaskOptions.FromRetryHandler(retry =>
            {
                seen.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime.TotalSeconds} {retry.OrchestrationContext.InstanceId == context.InstanceId}");
                return true;
            }));
            return seen.Append($"result {result}").ToArray();
        });
        var hub = await StartAsync();

        var end = await hub.RunAsync("Retry");

        Assert.Equal(["1 attempt 1 0 True", "2 attempt 2 0 True", "3 attempt 3 0 True", "result 4"], end.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task RetryHandler_WhenItRefuses_ThrowsTheFailure()
    {
        FailUntil(attempt: int.MaxValue);
        Functions.Orchestrator("Retry", context => context.CallActivityAsync<int>(
            "Flaky", TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 2)));
        var hub = await StartAsync();

        var end = await hub.RunAsync("Retry");

        Assert.Equal("attempt 2", end.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.Equal(2, Functions.RunsOf("Flaky"));
    }

    [Fact]
    public async Task RetryHandler_WhenItWaits_UsesDurableTimers()
    {
        FailUntil(attempt: 2);
        Functions.Orchestrator("Retry", context => context.CallActivityAsync<int>("Flaky", TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return true;
        })));
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Retry");
        await AdvanceThroughTimersAsync(hub, 1, TimeSpan.FromDays(1));

        Assert.Equal(2, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task RetryPolicy_WhenASubOrchestrationFails_StartsItAgainWithTheSameId()
    {
        FailUntil(attempt: 2);
        Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>(
            "Child", new TaskOptions(new RetryPolicy(3, TimeSpan.FromSeconds(1))).WithInstanceId("the-child")));
        Functions.Orchestrator("Child", context => context.CallActivityAsync<int>("Flaky"));
        var hub = await StartAsync();

        var id = await hub.ScheduleAsync("Parent");
        await hub.HasTimersAsync(1);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.GetAsync("the-child")).RuntimeStatus);
        hub.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.GetAsync("the-child")).RuntimeStatus);
    }

    [Fact]
    public async Task RetryPolicy_WhenTheHostRestarts_GoesOnWithTheAttempts()
    {
        FailUntil(attempt: 3);
        Functions.Orchestrator("Retry", context => context.CallActivityAsync<int>(
            "Flaky", new TaskOptions(new RetryPolicy(5, TimeSpan.FromMinutes(5)))));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Retry");
        await AdvanceThroughTimersAsync(hub, 1, TimeSpan.FromMinutes(5));
        await hub.HasTimersAsync(1);

        await hub.RestartAsync();
        hub.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(3, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(3, Functions.RunsOf("Flaky"));
    }

    private static async Task AdvanceThroughTimersAsync(TestTaskHub hub, int count, TimeSpan by)
    {
        for (var i = 0; i < count; i++)
        {
            await hub.HasTimersAsync(1);
            hub.Time.Advance(by);
        }
    }

    private static async Task<double[]> DelaysAsync(TestTaskHub hub, string id)
    {
        var timers = (await hub.HistoryAsync(id)).Where(record => record.Type == "TimerCreated");
        return timers.Select(record => (JsonDocument.Parse(record.Detail!).RootElement.GetProperty("fireAt").GetDateTime() - record.At).TotalSeconds).ToArray();
    }

    private void FailUntil(int attempt) => Functions.Activity<object?, int>("Flaky", _ =>
    {
        var number = Interlocked.Increment(ref _attempts);
        return number >= attempt ? number : throw new InvalidOperationException($"attempt {number}");
    });
}
