using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Who is admitted, when, and in which order.</summary>
public abstract class AdmissionContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    [Fact]
    public async Task Submit_WhenTheQueueIsFull_WaitsAndIsAdmittedByTheNextEnd()
    {
        Use(With(new() { Concurrency = 1 }));

        Assert.Equal(["running", "queued", "queued"], await AcceptAllAsync(Job("a"), Job("b"), Job("c")));
        Assert.Equal(["b admitted 1"], Told((await SucceedAsync("a")).Signals));
        Assert.Equal(["c admitted 1"], Told((await FailAsync("b")).Signals));
        Assert.Equal("running", await StateAsync("c"));
        Assert.Equal(Time.Now, (await FindAsync("c")).AdmittedAt);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Slot_IsFreedByEveryWayOutOfRunning_AndKeptByAnUnheardCancellation()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAllAsync(Job("a"), Job("b"), Job("c"), Job("d"), Job("e"));

        Assert.Equal(["b admitted 1"], Told((await Store.FailAttemptAsync("a", 1, Broken, Time.Now, None)).Signals));
        Assert.Equal(["c admitted 1"], Told((await Store.StopAsync("b", Asked, None)).Signals));
        Assert.Equal(["c cancel-requested 1"], Told((await CancelAsync("c")).Signals));
        Assert.Equal(1, (await Queues.GetAsync(Queue, None)).Running);
        Assert.Equal(["d admitted 1"], Told((await Store.StopAsync("c", Asked, None)).Signals));
        Assert.Equal(["e admitted 1"], Told((await SucceedAsync("d")).Signals));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Order_IsByPriorityThenByAge()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAllAsync(Job("first"), Job("low-1", 10), Job("high-1", 90), Job("low-2", 10), Job("high-2", 90), Job("mid", 50));

        Assert.Equal(["high-1", "high-2", "mid", "low-1", "low-2"], await DrainAsync("first"));
    }

    [Fact]
    public async Task Order_WhenAJobHasWaitedLongEnough_PutsItBeforeHigherPriorities()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAllAsync(Job("first"), Job("patient", 0));
        Time.Advance(100 * JobRank.PerPoint);
        await AcceptAsync(Job("equal", 100));
        Time.Advance(-TimeSpan.FromMilliseconds(1));
        await AcceptAsync(Job("urgent", 100));

        Assert.Equal(["urgent", "patient", "equal"], await DrainAsync("first"));
    }

    [Fact]
    public async Task Resume_WhenTheQueueIsFull_WaitsForASlotAndIsToldOfIt()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAllAsync(Job("a"), Job("b"));
        await Store.FailAttemptAsync("a", 1, Broken, Time.Now, None);

        Assert.Equal(new JobTransition(true, JobState.Queued), await Store.ResumeAsync("a", 1, None));
        Assert.Equal(["a admitted 2"], Told((await SucceedAsync("b")).Signals));
        Assert.Equal(2, (await FindAsync("a")).AttemptsMade);
    }

    [Fact]
    public async Task Key_WhenItHasNoRoom_HoldsBackItsJobsOnly()
    {
        Use(With(new() { Concurrency = 3, KeyConcurrency = 1 }));

        Assert.Equal(
            ["running", "queued", "running", "running", "queued"],
            await AcceptAllAsync(NewJobOf("x", "x1", 99), NewJobOf("x", "x2", 99), NewJobOf("y", "y1", 1), Job("free", 1), NewJobOf("z", "z1", 1)));
        Assert.Equal(["z1 admitted 1"], Told((await SucceedAsync("free")).Signals));
        Assert.Empty((await SucceedAsync("y1")).Signals);
        Assert.Equal(["x2 admitted 1"], Told((await SucceedAsync("x1")).Signals));
        await AssertSoundAsync();

        static NewJob NewJobOf(string key, string id, int priority = 50) => Job(id, priority) with { LimitKey = key };
    }

    [Fact]
    public async Task Key_WhenHundredsOfItsJobsWait_IsPassedOverWithoutReadingThem()
    {
        Use(With(new() { KeyConcurrency = 1 }));
        await SubmitAllAsync(Enumerable.Range(0, 200).Select(i => Job($"x{i:0000}", 99) with { LimitKey = "x" }));

        Assert.Equal(["running"], await AcceptAllAsync(Job("y", 0) with { LimitKey = "y" }));

        // What admission looks at is one row per key.
        Assert.Equal(1, await Database.ReadAsync(
            session => session.ReadValueAsync<int>("SELECT COUNT(*) FROM job_queue_keys WHERE limit_key = 'x'", new { }), None));
    }

    [Fact]
    public async Task Cancel_OfTheJobAtTheHead_LetsTheNextOneLead()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAllAsync(Job("a"), Job("b", 90), Job("c", 80));

        Assert.Equal(["b ended 0"], Told((await CancelAsync("b")).Signals));
        Assert.Equal(["c admitted 1"], Told((await SucceedAsync("a")).Signals));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Rate_AllowsNoMoreStartsInAnyWindow()
    {
        Use(With(new() { Rate = new RateLimit(3, TimeSpan.FromSeconds(10)) }));
        Assert.Equal(["running"], await AcceptAllAsync(Job("a")));
        Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["running", "running", "queued", "queued"], await AcceptAllAsync(Job("b"), Job("c"), Job("d"), Job("e")));

        // A slot of "a" ten seconds after it began, not at the next full window.
        Assert.Equal(Time.Now.AddSeconds(4), (await Queues.AdmitAsync(Queue, None)).NextAt);
        Time.Advance(TimeSpan.FromSeconds(4) - TimeSpan.FromMilliseconds(1));
        Assert.Empty((await Queues.AdmitAsync(Queue, None)).Signals);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        var admission = await Queues.AdmitAsync(Queue, None);

        Assert.Equal(["d admitted 1"], Told(admission.Signals));
        Assert.Equal(Time.Now.AddSeconds(6), admission.NextAt);
    }

    [Fact]
    public async Task Rate_WhenTheClockWasSetBack_DoesNotWaitUntilItIsThereAgain()
    {
        Use(With(new() { Rate = new RateLimit(1, TimeSpan.FromSeconds(10)) }));
        await AcceptAllAsync(Job("a"));
        Time.Advance(-TimeSpan.FromHours(1));

        Assert.Equal(["running", "queued"], await AcceptAllAsync(Job("b"), Job("c")));
    }

    [Fact]
    public async Task Pause_AdmitsNothing_UntilResumed()
    {
        await AcceptAllAsync(Job("a"));
        Assert.True(await Queues.PauseAsync(Queue, Ada, None));
        Assert.False(await Queues.PauseAsync(Queue, Ada, None));

        Assert.Equal(["queued", "queued"], await AcceptAllAsync(Job("b"), Job("c")));
        Assert.Empty((await SucceedAsync("a")).Signals);
        Assert.True((await Queues.GetAsync(Queue, None)).IsPaused);
        Assert.Equal(["b admitted 1", "c admitted 1"], Told((await Queues.ResumeAsync(Queue, Ada, None)).Signals));
        Assert.Equal(["resume", "pause"], (await Audit.ListQueueAsync(Queue, null, 10, None)).Select(line => line.Action));
    }

    [Fact]
    public async Task ChangeLimits_ActsAtOnce_AndWinsOverTheDefaults()
    {
        Use(With(new() { Concurrency = 1, KeyConcurrency = 1 }));
        await AcceptAllAsync(Job("a") with { LimitKey = "x" }, Job("b") with { LimitKey = "x" }, Job("c") with { LimitKey = "x" }, Job("d"));

        var raised = await Queues.ChangeLimitsAsync(Queue, new() { Concurrency = LimitChange<int>.To(2) }, Ada, None);
        Assert.Equal(["d admitted 1"], Told(raised.Signals));
        var perKey = await Queues.ChangeLimitsAsync(
            Queue, new() { Concurrency = LimitChange<int>.Unlimited, KeyConcurrency = LimitChange<int>.To(2) }, Ada, None);
        Assert.Equal(["b admitted 1"], Told(perKey.Signals));

        // Another version with other defaults: what the administrator set counts, what was not set follows the default.
        Use(With(new() { Concurrency = 1, KeyConcurrency = 1, Rate = new RateLimit(7, TimeSpan.FromSeconds(1)) }));
        var limits = (await Queues.GetAsync(Queue, None)).Limits;
        Assert.Equal(new QueueLimits { KeyConcurrency = 2, Rate = new RateLimit(7, TimeSpan.FromSeconds(1)) }, limits);

        await Queues.ChangeLimitsAsync(Queue, new() { Concurrency = LimitChange<int>.Default, KeyConcurrency = LimitChange<int>.Default }, Ada, None);
        Assert.Equal(1, (await Queues.GetAsync(Queue, None)).Limits.Concurrency);
        Assert.Empty((await SucceedAsync("a")).Signals);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task ChangeLimits_WhenTheResultIsInvalid_ChangesNothing()
    {
        var change = new QueueLimitsChange { Rate = LimitChange<RateLimit>.To(new RateLimit(0, TimeSpan.FromSeconds(1))) };

        Assert.Contains("rate limit is 0", (await Assert.ThrowsAsync<ArgumentException>(() => Queues.ChangeLimitsAsync(Queue, change, Ada, None))).Message, StringComparison.Ordinal);
        Assert.Null((await Queues.GetAsync(Queue, None)).Limits.Rate);
        Assert.Empty(await Audit.ListQueueAsync(Queue, null, 10, None));
    }

    [Fact]
    public async Task Defaults_WhenAnotherVersionHasOtherOnes_ReachTheKeysToo()
    {
        Use(With(new() { KeyConcurrency = 1 }));
        await AcceptAllAsync(Job("a") with { LimitKey = "x" }, Job("b") with { LimitKey = "x" });

        Use(With(QueueLimits.Unlimited));

        Assert.Equal(["b admitted 1"], Told((await Queues.AdmitAsync(Queue, None)).Signals));
    }

    [Fact]
    public async Task Admit_WhenThereIsRoomForHundreds_AdmitsThemAll()
    {
        await Queues.PauseAsync(Queue, Ada, None);
        await SubmitAllAsync(Enumerable.Range(0, 250).Select(i => Job($"job-{i}")));

        Assert.Equal(250, (await Queues.ResumeAsync(Queue, Ada, None)).Signals.Count);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Recount_WhenCountersAreWrong_SetsThemRightAndSaysSo()
    {
        Use(With(new() { Concurrency = 2, KeyConcurrency = 1 }));
        await AcceptAllAsync(Job("a") with { LimitKey = "x" }, Job("b") with { LimitKey = "x" }, Job("c"), Job("d"));
        await Database.WriteAsync(
            async session => await session.ExecuteAsync("UPDATE job_queues SET running = 7", new { })
                + await session.ExecuteAsync("UPDATE job_counts SET jobs = jobs + 3 WHERE state = 'queued'", new { })
                + await session.ExecuteAsync("UPDATE job_queue_keys SET running = 5, head_job = NULL, head_rank = NULL, head_no = NULL", new { }),
            None);

        var recount = await Queues.RecountAsync(Queue, Ada, None);

        Assert.Equal(2, recount.Running);
        Assert.True(recount.Corrections >= 4, $"{recount.Corrections} corrections");
        await AssertSoundAsync();
        Assert.StartsWith("recount:", Assert.Single(await Audit.ListQueueAsync(Queue, null, 10, None)).Detail, StringComparison.Ordinal);
        Assert.Equal(["b admitted 1"], Told((await SucceedAsync("a")).Signals));
    }

    /// <summary>Ends what runs, one at a time, and answers the order in which the others were admitted.</summary>
    private async Task<IReadOnlyList<string>> DrainAsync(string running)
    {
        var order = new List<string>();
        for (var next = running; ;)
        {
            var told = (await SucceedAsync(next)).Signals;
            if (told.Count == 0)
            {
                return order;
            }

            next = Assert.Single(told).JobId;
            order.Add(next);
        }
    }
}
