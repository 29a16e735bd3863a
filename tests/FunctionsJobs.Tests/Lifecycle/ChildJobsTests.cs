using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Lifecycle;

public sealed class ChildJobsTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private FamilyHub _family = null!;
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _family = await FamilyHub.StartAsync();
        _hub = _family.Hub;
    }

    public async Task DisposeAsync() => await _family.DisposeAsync();

    [Fact]
    public async Task Run_CollectsWhatBecameOfTheChildren()
    {
        _family.Child = number => number == 1 ? throw new JobFaultException(JobFault.Data("bad_page", "Nothing there.")) : Task.FromResult("done");

        await _family.SubmitParentAsync("p", priority: 77);
        await _hub.EndOfAsync("p");

        var job = await _hub.FindAsync("p");
        Assert.Equal((JobState.Completed, """{"parts":["0 completed","1 failed bad_page","2 completed"]}"""), (job.State, job.Result));
        Assert.Equal((3, 3), (job.Progress.Step, job.Progress.Total));
        var child = await _hub.FindAsync(FamilyHub.ChildId("p", 2));
        Assert.Equal(("p", 77, "pub-1", "child"), (child.ParentId, child.Priority, child.Tenant, child.Name));
        Assert.Equal("system:parent", Assert.Single(await _hub.Get<FunctionsJobs.JobStore.Audit.IJobAudit>().ListJobAsync(child.Id, null, 10, None)).Actor.Name);
    }

    [Fact]
    public async Task Run_WhileItsChildrenGoOn_HoldsNoSlot()
    {
        await LimitAsync(1);
        foreach (var id in (string[])["p1", "p2", "p3", "p4", "p5"])
        {
            await _family.SubmitParentAsync(id);
        }

        foreach (var id in (string[])["p1", "p2", "p3", "p4", "p5"])
        {
            await _hub.EndOfAsync(id);
            Assert.Equal(JobState.Completed, (await _hub.FindAsync(id)).State);
        }

        Assert.Equal(15, _family.Ran.Count);

        // Its children cannot begin before it waits.
        Assert.Equal(
            [
                "submitted queued 0", "admitted running 1", "children-awaited blocked 1", "unblocked queued 1", "admitted running 2", "succeeded completed 2",
            ],
            await _hub.TimelineAsync("p1"));
    }

    [Fact]
    public async Task Run_WhileItsChildrenGoOn_IsUnderNoTimeLimit_AndUsesNoAttempt()
    {
        var release = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _family.Child = _ => release.Task;
        await _family.SubmitParentAsync("p", JobPolicy.Default with { Attempts = 1, Timeout = TimeSpan.FromMinutes(1) });
        await _hub.InStateAsync("p", JobState.Blocked);
        await Eventually.HoldsAsync(() => _family.Ran.Count == 3, "its children run");

        _hub.Time.Advance(TimeSpan.FromHours(1));
        release.SetResult("done");
        await _hub.EndOfAsync("p");

        Assert.Equal((JobState.Completed, 2), ((await _hub.FindAsync("p")).State, (await _hub.FindAsync("p")).AttemptsMade));
    }

    [Fact]
    public async Task Run_WhenAllChildrenEndBeforeItWaits_GoesOnInTheSameAttempt()
    {
        _family.Submitted = () => Eventually.HoldsAsync(
            async () => (await _hub.Jobs.CountChildrenAsync("p", None)).GetValueOrDefault(JobState.Completed) == 3, "all children have ended");

        await _family.SubmitParentAsync("p");
        await _hub.EndOfAsync("p");

        Assert.Equal(["submitted queued 0", "admitted running 1", "succeeded completed 1"], await _hub.TimelineAsync("p"));
    }

    [Fact]
    public async Task Run_WhenCollectingFails_CollectsAgain_AndRunsNoChildTwice()
    {
        var failures = 1;
        _family.Collecting = () => Interlocked.Decrement(ref failures) >= 0 ? throw new JobFaultException(JobFault.System("down", "Down.")) : Task.CompletedTask;
        var policy = JobPolicy.Default with { Attempts = 2, Timeout = null };
        var release = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _family.Child = _ => release.Task;

        await _family.SubmitParentAsync("p", policy);
        await _hub.InStateAsync("p", JobState.Blocked);
        release.SetResult("done");
        await _hub.InStateAsync("p", JobState.Retrying);
        await _hub.AdvanceAsync(JobBackoff.After("p", 1, policy));
        await _hub.EndOfAsync("p");

        Assert.Equal((JobState.Completed, 3), ((await _hub.FindAsync("p")).State, (await _hub.FindAsync("p")).AttemptsMade));
        Assert.Equal([0, 1, 2], _family.Ran.Order());
    }

    [Fact]
    public async Task Run_WhenTheAttemptsAreUsedUp_Fails_AndTakesItsChildrenAlong()
    {
        _family.Child = _ => new TaskCompletionSource<string>().Task;
        _family.Submitted = () => throw new JobFaultException(JobFault.System("down", "Down."));

        await _family.SubmitParentAsync("p", JobPolicy.Default with { Attempts = 1, Timeout = null });
        await _hub.EndOfAsync("p");

        Assert.Equal(JobState.Failed, (await _hub.FindAsync("p")).State);
        Assert.Equal(3, (await _hub.Jobs.CountChildrenAsync("p", None))[JobState.Cancelling]);
    }

    [Fact]
    public async Task Cancel_WhileItWaits_EndsItAndItsChildren()
    {
        await LimitAsync(1);
        var release = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _family.Child = _ => release.Task;
        await _family.SubmitParentAsync("p");
        await _hub.InStateAsync("p", JobState.Blocked);
        await Eventually.HoldsAsync(() => _family.Ran.Count == 1, "a child runs");

        await _family.CancelAsync("p");
        await _hub.EndOfAsync("p");

        Assert.Equal(JobState.Cancelled, (await _hub.FindAsync("p")).State);
        release.SetException(new JobFaultException(JobFault.Cancelled("job_cancelled", "Stopped.")));
        foreach (var number in (int[])[0, 1, 2])
        {
            await _hub.EndOfAsync(FamilyHub.ChildId("p", number));
        }

        Assert.Equal(3, (await _hub.Jobs.CountChildrenAsync("p", None))[JobState.Cancelled]);
        Assert.Equal([0], _family.Ran);
    }

    [Fact]
    public async Task Cancel_WhileItSubmits_SubmitsNoMore()
    {
        _family.Count = 150;
        _family.Child = _ => new TaskCompletionSource<string>().Task;
        var submitted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.Functions.Activity<string, int>("SubmitChildren", async id =>
        {
            Assert.NotNull(await _hub.Jobs.SubmitChildrenAsync(id, 1, 2, [Child(id, 0)], None));
            submitted.SetResult();
            await Eventually.HoldsAsync(async () => (await _hub.FindAsync(id)).State == JobState.Cancelling, "it is cancelling");
            Assert.Null(await _hub.Jobs.SubmitChildrenAsync(id, 1, 2, [Child(id, 1)], None));
            return 1;
        });

        await _family.SubmitParentAsync("p");
        await submitted.Task.WaitAsync(Eventually.Limit);
        await _family.CancelAsync("p");
        await _hub.EndOfAsync("p");

        Assert.Equal(JobState.Cancelled, (await _hub.FindAsync("p")).State);
        Assert.Equal([JobState.Cancelling], (await _hub.Jobs.CountChildrenAsync("p", None)).Keys);
    }

    [Fact]
    public async Task Reconcile_WhenTheCancellingCallDied_CancelsTheChildren()
    {
        await LimitAsync(1);
        _family.Child = _ => new TaskCompletionSource<string>().Task;
        await _family.SubmitParentAsync("p");
        await _hub.InStateAsync("p", JobState.Blocked);
        await _hub.Get<FunctionsJobs.JobStore.Sql.IJobDatabase>().WriteAsync(
            session => session.ExecuteAsync("UPDATE jobs SET state = 'cancelled', children_pending = 1 WHERE id = 'p'", new { }), None);

        await _hub.Reconciler.ReconcileAsync(_hub.Client, None);

        await _hub.EndOfAsync(FamilyHub.ChildId("p", 2));
        var counts = await _hub.Jobs.CountChildrenAsync("p", None);
        Assert.Equal((1, 2), (counts[JobState.Cancelling], counts[JobState.Cancelled]));
    }

    [Fact]
    public async Task Run_WhenTheProcessDiesBetweenSubmittingAndWaiting_SubmitsEachChildOnce()
    {
        var isFirst = true;
        var submitted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _family.Submitted = () =>
        {
            if (!isFirst)
            {
                return Task.CompletedTask;
            }

            isFirst = false;
            submitted.SetResult();
            return new TaskCompletionSource().Task;
        };
        await _family.SubmitParentAsync("p");
        await submitted.Task.WaitAsync(Eventually.Limit);

        await _hub.RestartAsync();
        await _hub.EndOfAsync("p");

        Assert.Equal("""{"parts":["0 completed","1 completed","2 completed"]}""", (await _hub.FindAsync("p")).Result);
        Assert.Equal(["submitted queued 0", "admitted running 1", "succeeded completed 1"], await _hub.TimelineAsync(FamilyHub.ChildId("p", 1)));
    }

    [Fact]
    public async Task Run_WhenTheProcessDiesWhileItWaits_GoesOn()
    {
        var release = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _family.Child = number => number == 2 ? release.Task : Task.FromResult("done");
        await _family.SubmitParentAsync("p");
        await _hub.InStateAsync("p", JobState.Blocked);

        await _hub.RestartAsync();
        release.SetResult("done");
        await _hub.EndOfAsync("p");

        Assert.Equal(JobState.Completed, (await _hub.FindAsync("p")).State);
    }

    [Fact]
    public async Task Retry_OfAFailedParent_RunsOnlyWhatDidNotComplete()
    {
        var isBroken = true;
        _family.Child = number => isBroken && number == 1 ? throw new JobFaultException(JobFault.Data("bad_page", "Nothing there.")) : Task.FromResult("done");
        _family.Collecting = () => isBroken ? throw new JobFaultException(JobFault.Data("broken", "Broken.")) : Task.CompletedTask;
        await _family.SubmitParentAsync("p");
        await _hub.EndOfAsync("p");
        Assert.Equal(JobState.Failed, (await _hub.FindAsync("p")).State);

        isBroken = false;
        Assert.True((await _hub.Get<JobControl>().RetryAsync(_hub.Client, "p", FamilyHub.Ada, None)).Applied);
        await _hub.InStateAsync("p", JobState.Completed);

        Assert.Equal("""{"parts":["0 completed","1 completed","2 completed"]}""", (await _hub.FindAsync("p")).Result);
        Assert.Equal([0, 1, 1, 2], _family.Ran.Order());
    }

    [Fact]
    public async Task Run_WhenAChildIsRefused_GoesOnWithoutIt()
    {
        _family.Count = 15;

        await _family.SubmitParentAsync("p");
        await _hub.EndOfAsync("p");

        var job = await _hub.FindAsync("p");
        Assert.Equal((JobState.Completed, 15, 15), (job.State, job.Progress.Step, job.Progress.Total));
        Assert.Null(await _hub.Jobs.FindAsync(FamilyHub.ChildId("p", 13), None));
        Assert.Equal(14, _family.Ran.Count);
    }

    [Fact]
    public async Task Run_WithHundredsOfChildren_NeverExceedsTheLimit()
    {
        // One of which is refused.
        await LimitAsync(4);
        _family.Count = 250;
        var (running, most) = (0, 0);
        _family.Child = async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return "done";
        };

        await _family.SubmitParentAsync("p");
        await _hub.EndOfAsync("p");

        Assert.Equal(249, (await _hub.Jobs.CountChildrenAsync("p", None))[JobState.Completed]);
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Remove_OfAnEndedParent_LeavesNothingOfItsChildren()
    {
        await _family.SubmitParentAsync("p");
        await _hub.EndOfAsync("p");
        var control = _hub.Get<JobControl>();

        Assert.True(await control.RemoveAsync(_hub.Client, await _hub.FindAsync("p"), FamilyHub.Ada, None));

        Assert.Null(await _hub.Jobs.FindAsync("p", None));
        foreach (var number in (int[])[0, 1, 2])
        {
            Assert.Null(await _hub.Jobs.FindAsync(FamilyHub.ChildId("p", number), None));
            Assert.Null(await _hub.Client.GetInstanceAsync(FamilyHub.ChildId("p", number), None));
        }
    }

    [Fact]
    public async Task Remove_OfAChildWhoseParentGoesOn_IsRefused_AndStopsNothing()
    {
        await LimitAsync(1);
        _family.Child = _ => new TaskCompletionSource<string>().Task;
        await _family.SubmitParentAsync("p");
        await _hub.InStateAsync("p", JobState.Blocked);

        Assert.False(await _hub.Get<JobControl>().RemoveAsync(_hub.Client, await _hub.FindAsync(FamilyHub.ChildId("p", 2)), FamilyHub.Ada, None));

        Assert.Equal(JobState.Queued, (await _hub.FindAsync(FamilyHub.ChildId("p", 2))).State);
    }

    private Task<QueueAdmission> LimitAsync(int concurrency) =>
        _hub.Queues.ChangeLimitsAsync(FamilyHub.Queue, new() { Concurrency = LimitChange.To(concurrency) }, FamilyHub.Ada, None);

    private static NewJob Child(string parent, int number) => JobHub.NewJob(FamilyHub.ChildId(parent, number), arguments: """{"number":0}""") with
    {
        Queue = FamilyHub.Queue, Type = "child", Name = "child",
    };

    private static void InterlockedMax(ref int target, int value)
    {
        for (var current = Volatile.Read(ref target); value > current;)
        {
            var seen = Interlocked.CompareExchange(ref target, value, current);
            if (seen == current)
            {
                return;
            }

            current = seen;
        }
    }
}
