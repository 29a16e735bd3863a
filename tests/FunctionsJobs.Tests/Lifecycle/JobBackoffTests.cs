using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Tests.Lifecycle;

public class JobBackoffTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(10, 1024)]
    [InlineData(11, 2048)]
    [InlineData(12, 3600)]
    [InlineData(60, 3600)]
    public void After_WhenExponential_DoublesUpToAnHour(int attempt, double seconds)
    {
        foreach (var job in Enumerable.Range(0, 500))
        {
            var delay = JobBackoff.After($"job-{job}", attempt, JobPolicy.Default).TotalSeconds;

            Assert.InRange(delay, seconds * (1 - JobBackoff.Jitter), seconds * (1 + JobBackoff.Jitter));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void After_WhenFixed_StaysTheSame(int attempt)
    {
        var policy = JobPolicy.Default with { Backoff = JobBackoffType.Fixed, BackoffDelay = TimeSpan.FromSeconds(10) };

        Assert.InRange(JobBackoff.After("job", attempt, policy).TotalSeconds, 8, 12);
    }

    // Pinned: a change would make replayed orchestrations wait otherwise than their histories say.
    [Theory]
    [InlineData("job-1", 1, 20_984_182)]
    [InlineData("job-1", 2, 34_213_407)]
    public void After_OfAJobAndAttempt_IsAlwaysTheSame(string jobId, int attempt, long ticks)
    {
        Assert.Equal(ticks, JobBackoff.After(jobId, attempt, JobPolicy.Default).Ticks);
    }

    [Fact]
    public void After_SpreadsJobsEvenly()
    {
        var delays = Enumerable.Range(0, 1000).Select(job => JobBackoff.After($"job-{job}", 1, JobPolicy.Default).TotalSeconds).ToArray();

        Assert.InRange(delays.Average(), 1.97, 2.03);
        Assert.InRange(delays.Count(delay => delay < 1.8), 180, 320);
        Assert.Equal(delays.Length, delays.Distinct().Count());
    }

    [Fact]
    public void After_AnAttemptBeforeTheFirst_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => JobBackoff.After("job", 0, JobPolicy.Default));
    }

    [Fact]
    public void Default_IsThreeAttemptsTwoSecondsApartAndDoubling()
    {
        var expected = new JobPolicy { Attempts = 3, Backoff = JobBackoffType.Exponential, BackoffDelay = TimeSpan.FromSeconds(2), Timeout = null };

        Assert.Equal(expected, JobPolicy.Default);
    }
}
