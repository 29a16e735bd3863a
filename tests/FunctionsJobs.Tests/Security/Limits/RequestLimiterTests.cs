using FunctionsJobs.Security.Limits;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Security.Limits;

public sealed class RequestLimiterTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Options_HaveTheseDefaults()
    {
        var options = new RequestLimitOptions();

        Assert.Equal((2_000, 4_000, 256, 10_000), (options.PerSecond, options.Burst, options.Concurrent, options.MaxCallers));
        Assert.Null(options.Invalid());
    }

    [Fact]
    public void Options_WhenOutOfBounds_SayWhich()
    {
        Assert.Equal("RequestLimits:PerSecond is 0; it must be from 1 to 1000000.", new RequestLimitOptions { PerSecond = 0 }.Invalid());
        Assert.Equal("RequestLimits:Burst is -1; it must be from 1 to 1000000.", new RequestLimitOptions { Burst = -1 }.Invalid());
        Assert.Equal("RequestLimits:Concurrent is 100001; it must be from 1 to 100000.", new RequestLimitOptions { Concurrent = 100_001 }.Invalid());
        Assert.Equal("RequestLimits:MaxCallers is 0; it must be from 1 to 1000000.", new RequestLimitOptions { MaxCallers = 0 }.Invalid());
    }

    [Fact]
    public void Enter_WhenTheBurstIsSpent_RefusesUntilTimeHasPassed()
    {
        var limiter = Limiter(new() { PerSecond = 2, Burst = 3 });

        Assert.Equal([true, true, true, false, false], Enter(limiter, "a", 5));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal([true, false], Enter(limiter, "a", 2));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([true, true, true, false], Enter(limiter, "a", 4));
    }

    [Fact]
    public void Enter_WhenRefused_SaysWhenToComeAgain()
    {
        var limiter = Limiter(new() { PerSecond = 1, Burst = 1 });
        Enter(limiter, "a", 1);

        using var pass = limiter.Enter("a");

        Assert.False(pass.IsGranted);
        Assert.Equal(TimeSpan.FromSeconds(1), pass.RetryAfter);
    }

    [Fact]
    public void Enter_ByOneCaller_CostsNoOther()
    {
        var limiter = Limiter(new() { PerSecond = 1, Burst = 1 });

        Assert.Equal([true, false], Enter(limiter, "a", 2));
        Assert.Equal([true, false], Enter(limiter, "b", 2));
    }

    [Fact]
    public void Enter_WhenTooManyAreUnderWay_RefusesUntilOneEnds()
    {
        var limiter = Limiter(new() { Concurrent = 2 });
        var first = limiter.Enter("a");
        var second = limiter.Enter("a");

        Assert.False(limiter.Enter("a").IsGranted);
        first.Dispose();
        Assert.True(limiter.Enter("a").IsGranted);
        second.Dispose();
    }

    [Fact]
    public void Enter_ByMoreCallersThanAreRemembered_ForgetsTheLongestQuiet()
    {
        var limiter = Limiter(new() { PerSecond = 1, Burst = 1, MaxCallers = 100 });
        Enter(limiter, "kept", 1);
        for (var i = 0; i < 10_000; i++)
        {
            Enter(limiter, $"caller-{i}", 1);
            if (i % 50 == 0)
            {
                Assert.Equal([false], Enter(limiter, "kept", 1));
            }
        }

        Assert.Equal(100, limiter.Count);
    }

    private static bool[] Enter(RequestLimiter limiter, string caller, int times) => [.. Enumerable.Range(0, times).Select(_ =>
    {
        using var pass = limiter.Enter(caller);
        return pass.IsGranted;
    })];

    private RequestLimiter Limiter(RequestLimitOptions options) => new(Options.Create(options), _time);
}
