using FunctionsJobs.Analytics;
using FunctionsJobs.Jobs.AnalyticsAggregation;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsJobs.Tests.Jobs.AnalyticsAggregation;

public class RollUpActivitiesTests
{
    private static readonly RollupWrite Written = new(7, new RollupCounts(10, 9, 8, 7));
    private readonly Mock<IAnalyticsStore> _analytics = new(MockBehavior.Strict);
    private readonly Mock<IJobStore> _jobs = new(MockBehavior.Strict);

    [Fact]
    public async Task RollUpHours_WritesTheDayAndThenCountsIt()
    {
        var order = new MockSequence();
        _analytics.InSequence(order).Setup(a => a.RollUpHoursAsync("pub-1", new DateOnly(2026, 1, 31), CancellationToken.None)).ReturnsAsync(Written);
        _jobs.InSequence(order).Setup(j => j.ReportStepAsync("job", "hours/2026-01-31", 5, "Hours of 2026-01-31", CancellationToken.None)).Returns(Task.CompletedTask);

        var result = await new RollUpHoursActivity(_analytics.Object, _jobs.Object, new JobExecution(), NullLogger<RollUpHoursActivity>.Instance).RunAsync(
            new RollUpHoursContract { JobId = "job", PublisherId = "pub-1", Day = new DateOnly(2026, 1, 31), TotalSteps = 5 });

        Assert.Equal(new RolledUpContract { Buckets = 7, Requests = 10, Impressions = 9, Clicks = 8, RevenueMicros = 7 }, result);
        _jobs.VerifyAll();
    }

    [Fact]
    public async Task RollUpHours_WhenTheWriteFails_CountsNothing()
    {
        _analytics.Setup(a => a.RollUpHoursAsync("pub-1", default, CancellationToken.None)).ThrowsAsync(new AnalyticsStoreException("locked", isTransient: true));
        var activity = new RollUpHoursActivity(_analytics.Object, _jobs.Object, new JobExecution(), NullLogger<RollUpHoursActivity>.Instance);

        await Assert.ThrowsAsync<AnalyticsStoreException>(() => activity.RunAsync(
            new RollUpHoursContract { JobId = "job", PublisherId = "pub-1", Day = default, TotalSteps = 5 }));
        _jobs.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task RollUpBuckets_WritesTheLevelAndThenCountsIt()
    {
        var (from, to) = (new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));
        var order = new MockSequence();
        _analytics.InSequence(order).Setup(a => a.RollUpAsync("pub-1", Granularity.Month, new UtcRange(from, to), CancellationToken.None)).ReturnsAsync(Written);
        _jobs.InSequence(order).Setup(j => j.ReportStepAsync("job", "month", 33, "All months", CancellationToken.None)).Returns(Task.CompletedTask);

        var result = await Buckets().RunAsync(Step("month", from, to));

        Assert.Equal(7, result.Buckets);
        _jobs.VerifyAll();
    }

    [Fact]
    public async Task RollUpBuckets_OfAnUnknownGranularity_FailsForGood()
    {
        var failure = await Assert.ThrowsAsync<JobFaultException>(() => Buckets().RunAsync(Step("year", default, default)));

        Assert.False(failure.Fault.Retryable);
    }

    private RollUpBucketsActivity Buckets() => new(_analytics.Object, _jobs.Object, new JobExecution(), NullLogger<RollUpBucketsActivity>.Instance);

    private static RollUpBucketsContract Step(string granularity, DateTimeOffset from, DateTimeOffset to) =>
        new() { JobId = "job", PublisherId = "pub-1", Granularity = granularity, From = from, To = to, TotalSteps = 33 };
}
