using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Retries;

/// <summary>Calls that are repeated by a policy.</summary>
public sealed class RetryPolicyTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    [Theory, EveryMode(1), EveryMode(2), EveryMode(7)]
    public async Task Policy_WhenEveryAttemptFails_GivesUpAfterTheLast(DurableMode mode, int attempts)
    {
        var calls = 0;
        await using var host = await StartAsync(mode, new RetryPolicy(attempts, Short), _ => $"{Throw($"attempt {Interlocked.Increment(ref calls)}")}");

        var failure = (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.Equal(attempts, calls);
        Assert.Equal($"attempt {attempts}", failure.InnerFailure?.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task Policy_WhenAnAttemptSucceeds_ReturnsItsResult(DurableMode mode)
    {
        var calls = 0;
        await using var host = await StartAsync(
            mode, new RetryPolicy(10, Short), _ => Interlocked.Increment(ref calls) < 4 ? Throw("not yet") : $"attempt {calls}");

        Assert.Equal("attempt 4", await host.OutputOfAsync<string>("Call"));
        Assert.Equal(4, calls);
    }

    [Theory, EveryMode]
    public async Task Policy_WhenTheFirstAttemptSucceeds_MakesNoOther(DurableMode mode)
    {
        var calls = 0;
        await using var host = await StartAsync(mode, new RetryPolicy(10, Short), _ => $"attempt {Interlocked.Increment(ref calls)}");

        Assert.Equal("attempt 1", await host.OutputOfAsync<string>("Call"));
        Assert.Equal(1, calls);
    }

    [Theory, EveryMode]
    public async Task Policy_WhenItBacksOff_WaitsLongerEachTime(DurableMode mode)
    {
        var times = new List<DateTimeOffset>();
        var policy = new RetryPolicy(4, TimeSpan.FromMilliseconds(50), backoffCoefficient: 2);
        await using var host = await StartAsync(mode, policy, _ =>
        {
            lock (times)
            {
                times.Add(TimeProvider.System.GetUtcNow());
            }

            return Throw("again");
        });

        (await host.RunAsync("Call")).ShouldHaveFailed();

        var pauses = times.Zip(times.Skip(1), (earlier, later) => later - earlier).ToArray();
        Assert.Equal(3, pauses.Length);
        // A pause is at least the delay; how much longer it takes is up to the machine.
        Assert.True(pauses[0] >= TimeSpan.FromMilliseconds(45), $"{pauses[0]}");
        Assert.True(pauses[1] >= TimeSpan.FromMilliseconds(95), $"{pauses[1]}");
        Assert.True(pauses[2] >= TimeSpan.FromMilliseconds(195), $"{pauses[2]}");
    }

    // Without the cap the delays would be 1 ms, 1 s, 17 min and 12 days.
    [Theory, EveryMode]
    public async Task Policy_WhenTheDelayPassesItsMaximum_WaitsTheMaximum(DurableMode mode)
    {
        var calls = 0;
        var policy = new RetryPolicy(5, Short, backoffCoefficient: 1000, maxRetryInterval: TimeSpan.FromMilliseconds(20));
        await using var host = await StartAsync(mode, policy, _ => $"{Throw($"{Interlocked.Increment(ref calls)}")}");

        (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.Equal(5, calls);
    }

    [Theory, EveryMode]
    public async Task Policy_WhenItsTimeIsUp_GivesUpEarly(DurableMode mode)
    {
        var calls = 0;
        var policy = new RetryPolicy(1_000_000, TimeSpan.FromMilliseconds(20), retryTimeout: TimeSpan.FromMilliseconds(300));
        await using var host = await StartAsync(mode, policy, _ => $"{Throw($"attempt {Interlocked.Increment(ref calls)}")}");

        var failure = (await host.RunAsync("Call")).ShouldHaveFailed();

        // Each attempt takes at least its delay, so no more than these can start before the time is up.
        Assert.InRange(calls, 1, (300 / 20) + 1);
        Assert.Equal($"attempt {calls}", failure.InnerFailure?.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task HandleFailure_WhenItRefuses_EndsTheRetries(DurableMode mode)
    {
        var calls = 0;
        var policy = new RetryPolicy(10, Short) { HandleFailure = failure => failure.ErrorMessage == "temporary" };
        await using var host = await StartAsync(
            mode, policy, _ => Throw(Interlocked.Increment(ref calls) < 3 ? "temporary" : "permanent"));

        var failure = (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.Equal(3, calls);
        Assert.Equal("permanent", failure.InnerFailure?.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task HandleFailure_WhenCalled_SeesTypeAndCauses(DurableMode mode)
    {
        var seen = string.Empty;
        var policy = new RetryPolicy(3, Short)
        {
            HandleFailure = failure =>
            {
                seen = $"{failure.ErrorType} {failure.IsCausedBy<InvalidOperationException>()} {failure.InnerFailure?.ErrorMessage}";
                return false;
            },
        };
        await using var host = await StartAsync(mode, policy, _ => throw new InvalidOperationException("outer", new TimeoutException("inner")));

        (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.Equal("System.InvalidOperationException True inner", seen);
    }

    [Theory, EveryMode]
    public async Task Policy_WhenTheActivityDoesNotExist_DoesNotRetry(DurableMode mode)
    {
        var asked = 0;
        var policy = new RetryPolicy(100, TimeSpan.FromHours(1))
        {
            HandleFailure = _ =>
            {
                Interlocked.Increment(ref asked);
                return true;
            },
        };
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", context => context.CallActivityAsync("Missing", TaskOptions.FromRetryPolicy(policy))));

        (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.Equal(0, asked);
    }

    [Theory, EveryMode]
    public async Task Policy_WhenCallsRunSideBySide_RetriesEachOnItsOwn(DurableMode mode)
    {
        var calls = new int[6];
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(10, Short));
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[]>("FanOut", context =>
                Task.WhenAll(Enumerable.Range(0, 6).Select(number => context.CallActivityAsync<int>("Flaky", number, options))))
            .AddActivityFunc<int, int>("Flaky", (_, number) =>
                Interlocked.Increment(ref calls[number]) > number ? number : throw new InvalidOperationException("again")));

        var numbers = await host.OutputOfAsync<int[]>("FanOut");

        Assert.Equal([0, 1, 2, 3, 4, 5], numbers!);
        Assert.Equal([1, 2, 3, 4, 5, 6], calls);
    }

    [Theory, EveryMode]
    public async Task Policy_WhenTheHostRestartsDuringAPause_GoesOnWithTheNextAttempt(DurableMode mode)
    {
        var calls = 0;
        var firstFailed = Signal.Create();
        await using var host = await StartAsync(mode, new RetryPolicy(3, TimeSpan.FromMilliseconds(500)), _ =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                firstFailed.SetResult();
                Throw("first");
            }

            return $"attempt {calls}";
        });
        var id = await host.StartAsync("Call");
        await firstFailed.WithinLimitAsync();

        await host.RestartAsync();

        // The first failure may be lost with the stop before it was stored; then the attempt is made again.
        Assert.StartsWith("attempt ", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public void Policy_WhenItsNumbersMakeNoSense_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, Short));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, -Short));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, Short, backoffCoefficient: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(2), maxRetryInterval: TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(2), retryTimeout: TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Policy_WhenOnlyTheNeededIsGiven_HasTheseDefaults()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(5));

        Assert.Equal(1.0, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
    }

    private static Task<IDurableHost> StartAsync(DurableMode mode, RetryPolicy policy, Func<TaskActivityContext, string> activity) =>
        mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>("Flaky", TaskOptions.FromRetryPolicy(policy)))
            .AddActivityFunc<string>("Flaky", activity));

    private static string Throw(string message) => throw new InvalidOperationException(message);
}
