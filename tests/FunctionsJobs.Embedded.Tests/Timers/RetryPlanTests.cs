using FunctionsJobs.Embedded.Timers;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Tests.Timers;

public class RetryPlanTests
{
    [Fact]
    public void Delay_WhenFixed_IsTheSameEachTime()
    {
        var plan = RetryPlan.Of(new FixedDelayRetryAttribute(2, "00:00:10"))!;

        Assert.Equal([10, 10, 10], Enumerable.Range(0, 3).Select(count => plan.Delay(count).TotalSeconds));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(plan.Allows));
    }

    [Fact]
    public void Delay_WhenExponential_DoublesUpToTheMaximum()
    {
        var plan = RetryPlan.Of(new ExponentialBackoffRetryAttribute(-1, "00:00:04", "00:01:00"))!;

        Assert.Equal([4, 8, 16, 32, 60, 60], Enumerable.Range(0, 6).Select(count => plan.Delay(count).TotalSeconds));
        Assert.Equal(60, plan.Delay(10_000).TotalSeconds);
        Assert.True(plan.Allows(10_000));
    }

    [Theory]
    [InlineData("-00:00:01")]
    [InlineData("soon")]
    public void Attribute_WhenTheDelayIsNoPositiveTimeSpan_Throws(string delay)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new FixedDelayRetryAttribute(1, delay));

    [Fact]
    public void Attribute_WhenTheMinimumExceedsTheMaximum_Throws()
        => Assert.Throws<ArgumentException>(() => new ExponentialBackoffRetryAttribute(1, "00:02:00", "00:01:00"));
}
