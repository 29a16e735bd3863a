using FunctionsJobs.JobStore;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Cancellation, another run, and progress as the work tells it.</summary>
public abstract class CancelContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    [Fact]
    public async Task Cancel_OfAWaitingJob_EndsItAtOnce()
    {
        await AcceptAsync(Job("a") with { RunAt = Time.Now.AddHours(1) });

        var cancelled = await CancelAsync("a");

        Assert.Equal((true, JobState.Cancelled), (cancelled.Applied, cancelled.State));
        Assert.Equal(["a ended 0"], Told(cancelled.Signals));
        Assert.Equal(Asked, (await FindAsync("a")).Error);
        Assert.False((await CancelAsync("a")).Applied);
        Assert.Equal("cancel", Assert.Single(await Audit.ListJobAsync("a", null, 10, None)).Action);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Cancel_OfARunningJob_IsSeenByThePollAndEndsItWhenItStops()
    {
        await AcceptAllAsync(Job("a"), Job("b"));

        Assert.Equal(["a cancel-requested 1"], Told((await CancelAsync("a")).Signals));
        Assert.Equal([("a", JobState.Cancelling, 1), ("b", JobState.Running, 1)], await StandingsAsync("a", "b", "nobody"));
        Assert.Equal(Time.Now, (await FindAsync("a")).CancelRequestedAt);
        Assert.Equal(JobState.Cancelled, (await Store.FailAttemptAsync("a", 1, Asked, Time.Now, None)).State);
        Assert.Empty(await StandingsAsync());
        Assert.Equal([("a", JobState.Cancelled, 1), ("b", JobState.Running, 1)], await StandingsAsync("a", "b"));
    }

    private async Task<IEnumerable<(string, JobState, int)>> StandingsAsync(params string[] ids) =>
        (await Store.ReadStandingsAsync(ids, None)).OrderBy(job => job.JobId, StringComparer.Ordinal).Select(job => (job.JobId, job.State, job.AttemptsMade));

    [Fact]
    public async Task Cancel_OfAJobThatFinishesFirst_LeavesItCompleted()
    {
        await AcceptAsync(Job("a"));
        await CancelAsync("a");

        Assert.Equal(JobState.Completed, (await SucceedAsync("a")).State);
        Assert.Null((await FindAsync("a")).Error);
    }

    [Fact]
    public async Task Retry_OfAnEndedJob_BeginsAnotherRunUnderItsId()
    {
        await AcceptAsync(Job("a"));
        await Store.ReportStepAsync("a", "1", 2, "One", None);
        await FailAsync("a");
        Time.Advance(TimeSpan.FromMinutes(1));

        var retried = await Store.RetryAsync("a", Ada, None);

        Assert.Equal(["a start 1", "a admitted 2"], Told(retried.Signals));
        var job = await FindAsync("a");
        Assert.Equal((JobState.Running, 2, 1, 2), (job.State, job.Run, job.AttemptsBefore, job.AttemptsMade));
        Assert.Equal((default, Time.Now, null, Broken), (job.Progress, job.StartedAt, job.FinishedAt, job.Error));
        await Store.ReportStepAsync("a", "1", 2, "One", None);
        Assert.Equal(1, (await FindAsync("a")).Progress.Step);
        Assert.Equal(
            ["submitted", "admitted", "failed", "retried", "admitted"], (await Store.ReadTimelineAsync("a", None)).Select(entry => entry.Event));
        Assert.Equal("run 2", Assert.Single(await Audit.ListJobAsync("a", null, 10, None)).Detail);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Retry_WhenTheQueueIsFull_Waits()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAsync(Job("a"));
        await FailAsync("a");
        await AcceptAsync(Job("b"));

        Assert.Equal(["a start 1"], Told((await Store.RetryAsync("a", Ada, None)).Signals));
        Assert.Equal("queued", await StateAsync("a"));
    }

    [Fact]
    public async Task Retry_OfAJobThatHasNotFailed_ChangesNothing()
    {
        await AcceptAsync(Job("a"));

        Assert.Equal(new JobTransition(false, JobState.Running), await Store.RetryAsync("a", Ada, None));
        await SucceedAsync("a");
        Assert.Equal(new JobTransition(false, JobState.Completed), await Store.RetryAsync("a", Ada, None));
        Assert.Empty(await Audit.ListJobAsync("a", null, 10, None));
    }

    [Fact]
    public async Task ReportProgress_NeverGoesBack()
    {
        await AcceptAsync(Job("a"));
        Time.Advance(TimeSpan.FromSeconds(1));
        var half = new JobProgress(5, 10, "Half") { Details = """{"rows":5}""" };

        Assert.True(await Store.ReportProgressAsync("a", 1, half, None));
        Assert.False(await Store.ReportProgressAsync("a", 1, new JobProgress(4, 10, "Less"), None));
        Assert.False(await Store.ReportProgressAsync("a", 2, new JobProgress(9, 10, "Of another attempt"), None));
        Assert.Equal((half, Time.Now), ((await FindAsync("a")).Progress, (await FindAsync("a")).ProgressAt));

        Assert.True(await Store.ReportProgressAsync("a", 1, new JobProgress(5, 10, "More") { Reported = 66.66 }, None));
        Assert.Equal(66.7, (await FindAsync("a")).Progress.Percent);
        await SucceedAsync("a");
        Assert.False(await Store.ReportProgressAsync("a", 1, new JobProgress(10, 10, "Late"), None));
    }

    [Fact]
    public async Task Reports_WithTextThatIsNotUnicode_AreCleanedAlike()
    {
        await AcceptAsync(Job("a"));

        await Store.ReportStepAsync("a", "one\0\ud800", 2, "half \udc00 a pair, \0, \ud83d\ude00", None);
        Assert.Equal("half \ufffd a pair, \ufffd, \ud83d\ude00", (await FindAsync("a")).Progress.Message);

        Assert.True(await Store.ReportProgressAsync("a", 1, new JobProgress(2, 2, "end\ud800"), None));
        Assert.Equal("end\ufffd", (await FindAsync("a")).Progress.Message);

        await Store.FailAsync("a", Broken with { Message = "\0" + new string('x', 3000) }, None);
        Assert.Equal("\ufffd" + new string('x', 1999), (await FindAsync("a")).Error!.Message);
    }
}
