using FunctionsJobs.Schedules;

namespace FunctionsJobs.Tests.Schedules;

public class FireJitterTests
{
    private static readonly DateTimeOffset Fire = new(2026, 1, 31, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_DependsOnScheduleAndFireTimeAlone()
    {
        // Fixed, so that a change of the formula, on which instances of two versions would disagree, is noticed.
        Assert.Equal(TimeSpan.FromMilliseconds(12_031), FireJitter.Of("a", Fire, TimeSpan.FromMinutes(1)));
        Assert.Equal(FireJitter.Of("a", Fire, TimeSpan.FromMinutes(1)), FireJitter.Of("a", Fire.ToOffset(TimeSpan.FromHours(2)), TimeSpan.FromMinutes(1)));
        Assert.NotEqual(FireJitter.Of("a", Fire, TimeSpan.FromMinutes(1)), FireJitter.Of("b", Fire, TimeSpan.FromMinutes(1)));
        Assert.NotEqual(FireJitter.Of("a", Fire, TimeSpan.FromMinutes(1)), FireJitter.Of("a", Fire.AddDays(1), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Of_SpreadsOverAllOfItAndNotBeyond()
    {
        var spread = TimeSpan.FromMilliseconds(100);
        var delays = Enumerable.Range(0, 10_000).Select(i => (int)FireJitter.Of($"schedule-{i}", Fire, spread).TotalMilliseconds).ToList();

        Assert.Equal((0, 99), (delays.Min(), delays.Max()));
        Assert.InRange(delays.Average(), 45, 55);
    }

    [Fact]
    public void Of_WithoutSpread_IsNothing()
    {
        Assert.Equal(TimeSpan.Zero, FireJitter.Of("a", Fire, TimeSpan.Zero));
    }
}
