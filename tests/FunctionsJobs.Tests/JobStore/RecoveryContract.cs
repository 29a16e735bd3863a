using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Signals that outlive whoever should have told them.</summary>
public abstract class RecoveryContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    [Fact]
    public async Task Signals_AreFoundUntilTheyAreConfirmed()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAllAsync(Job("a"), Job("b"));
        Assert.Empty(await Recovery.ListUnconfirmedAsync(Time.Now, 10, None));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a start 1", "b start 0"], Told(await Recovery.ListUnconfirmedAsync(Time.Now, 10, None)));

        await SucceedAsync("a");
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["b start 0", "b admitted 1"], Told(await Recovery.ListUnconfirmedAsync(Time.Now, 10, None)));

        await Recovery.ConfirmAsync([new JobSignal("b", JobSignalKind.Start, 0), new JobSignal("b", JobSignalKind.Admitted, 1)], None);
        Assert.Empty(await Recovery.ListUnconfirmedAsync(Time.Now, 10, None));
    }

    [Fact]
    public async Task Confirm_OfAnEarlierAttempt_LeavesTheLaterOne()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAllAsync(Job("a"), Job("b"), Job("c"));
        await SucceedAsync("a");
        await Store.FailAttemptAsync("b", 1, Broken, Time.Now, None);
        await Store.ResumeAsync("b", 1, None);
        await SucceedAsync("c");
        Time.Advance(TimeSpan.FromSeconds(1));

        await Recovery.ConfirmAsync([new JobSignal("b", JobSignalKind.Admitted, 1)], None);

        Assert.Equal(["b admitted 2"], Told(await Recovery.ListUnconfirmedAsync(Time.Now, 10, None)));
    }

    [Fact]
    public async Task Signals_OfAJobThatIsCancelledWhileItRuns_IncludeThatItBegan()
    {
        await AcceptAsync(Job("a"));
        await CancelAsync("a");
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["a cancel-requested 1", "a start 1"], Told(await Recovery.ListUnconfirmedAsync(Time.Now, 10, None)).Order());
    }

    [Fact]
    public async Task Signals_AreGoneWhenTheJobHasEnded()
    {
        await AcceptAllAsync(Job("a"), Job("b"));
        await SucceedAsync("a");
        await Store.FailAttemptAsync("b", 1, Broken, Time.Now, None);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await Recovery.ListUnconfirmedAsync(Time.Now, 10, None));
    }

    [Fact]
    public async Task Signals_WhenAnEndedJobRunsAgain_AreThoseOfItsNewRun()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAllAsync(Job("a"), Job("b"));
        await CancelAsync("b");
        await Store.RetryAsync("b", Ada, None);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["a start 1", "b start 0"], Told(await Recovery.ListUnconfirmedAsync(Time.Now, 10, None)));
    }
}
