using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Queues;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsJobs.Tests.Lifecycle;

public sealed class JobProgressTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Report_WithinASecondOfTheLast_IsStoredByTheNextLookAfterIt()
    {
        using var execution = await BeginAsync();

        await execution.ReportAsync(1, 10, "one");
        await execution.ReportAsync(2, 10, "two");
        await execution.ReportAsync(3, 10, "three");
        Assert.Equal(new JobProgress(1, 10, "one"), await ProgressAsync());

        _hub.Time.Advance(Second / 2);
        await _hub.Monitor.LookAsync(CancellationToken.None);
        Assert.Equal(new JobProgress(1, 10, "one"), await ProgressAsync());

        _hub.Time.Advance(Second / 2);
        await _hub.Monitor.LookAsync(CancellationToken.None);
        Assert.Equal(new JobProgress(3, 10, "three"), await ProgressAsync());
    }

    [Fact]
    public async Task Report_ASecondAfterTheLast_IsStoredAtOnce()
    {
        using var execution = await BeginAsync();

        await execution.ReportAsync(1, 10, "one");
        _hub.Time.Advance(Second);
        await execution.ReportAsync(2, 10, "two");

        Assert.Equal(new JobProgress(2, 10, "two"), await ProgressAsync());
    }

    [Fact]
    public async Task Report_OfTwoActivitiesOfOneAttempt_SharesTheSecond()
    {
        using var execution = await BeginAsync();
        using var other = new JobExecution();
        await other.BeginAsync("job", _hub.Jobs, _hub.Monitor, CancellationToken.None);

        await execution.ReportAsync(1, 10, "one");
        await other.ReportAsync(2, 10, "two");

        Assert.Equal(new JobProgress(1, 10, "one"), await ProgressAsync());
    }

    [Fact]
    public async Task End_StoresTheLastReport()
    {
        using var execution = await BeginAsync();
        await execution.ReportAsync(1, 10, "one");
        await execution.ReportAsync(9, 10, "nine");

        await execution.EndAsync();

        Assert.Equal(new JobProgress(9, 10, "nine"), await ProgressAsync());
    }

    [Fact]
    public async Task Report_OfLess_ChangesNothing()
    {
        using var execution = await BeginAsync();
        await execution.ReportAsync(5, 10, "half");
        _hub.Time.Advance(Second);

        await execution.ReportAsync(8, 20, "less");
        await execution.EndAsync();

        Assert.Equal(new JobProgress(5, 10, "half"), await ProgressAsync());
    }

    [Fact]
    public async Task Report_OfTheNextAttempt_ShowsFromWhereTheOneBeforeHadCome()
    {
        using (var first = await BeginAsync())
        {
            await first.ReportAsync(5, 10, "half");
        }

        await _hub.Jobs.FailAttemptAsync("job", 1, JobFault.Timeout("late", "Late."), _hub.Time.GetUtcNow(), CancellationToken.None);
        await _hub.Jobs.ResumeAsync("job", 1, CancellationToken.None);
        using var next = new JobExecution();
        await next.BeginAsync("job", _hub.Jobs, _hub.Monitor, CancellationToken.None);

        await next.ReportAsync(1, 10, "again");
        Assert.Equal(new JobProgress(5, 10, "half"), await ProgressAsync());
        _hub.Time.Advance(Second);
        await next.ReportAsync(6, 10, "further");
        Assert.Equal(new JobProgress(6, 10, "further"), await ProgressAsync());
    }

    [Fact]
    public async Task Report_GivesTheTimeWhenTheJobWillBeDone()
    {
        using var execution = await BeginAsync();
        _hub.Time.Advance(TimeSpan.FromSeconds(30));

        await execution.ReportAsync(250, 1000, "rows");

        var now = _hub.Time.GetUtcNow();
        var view = JobView.Of(await _hub.FindAsync("job"), now);
        Assert.Equal((25.0, "rows"), (view.Progress.Percent, view.Progress.Message));
        Assert.Equal(now.AddSeconds(90).ToUnixTimeMilliseconds(), view.Eta);
    }

    [Fact]
    public async Task Report_WhenTheStoreFails_IsKeptAndTheWorkGoesOn()
    {
        var jobs = new Mock<IJobStore>();
        jobs.SetupSequence(store => store.ReportProgressAsync("job", 1, It.IsAny<JobProgress>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new JobStoreException("down"))
            .ReturnsAsync(true);
        var reporter = new JobProgressReporter("job", 1, jobs.Object, _hub.Time, NullLogger.Instance);

        await reporter.ReportAsync(new JobProgress(1, 2, "one"), CancellationToken.None);
        await reporter.StoreLastAsync(CancellationToken.None);
        await reporter.StoreLastAsync(CancellationToken.None);

        jobs.Verify(store => store.ReportProgressAsync("job", 1, new JobProgress(1, 2, "one"), It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(1, -1)]
    [InlineData(11, 10)]
    public async Task Report_OfMoreThanThereIs_IsRefused(int current, int total)
    {
        using var execution = new JobExecution();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => execution.ReportAsync(current, total, "wrong"));
    }

    private async Task<JobExecution> BeginAsync()
    {
        await _hub.AcceptAsync("job");
        var execution = new JobExecution();
        await execution.BeginAsync("job", _hub.Jobs, _hub.Monitor, CancellationToken.None);
        return execution;
    }

    private async Task<JobProgress> ProgressAsync() => (await _hub.FindAsync("job")).Progress;
}
