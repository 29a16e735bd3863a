using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Jobs that have children: submitting them, waiting for them, and what becomes of them with their parent.</summary>
public abstract class ChildrenContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    [Fact]
    public async Task Submit_GivesTheChildrenParentTenantAndRows()
    {
        await AcceptAsync(Job("p"));

        var submitted = await SubmitAsync("p", 3);

        Assert.Equal(Children("p", 3), submitted!.Accepted.Select(child => child.Id));
        Assert.All(submitted.Accepted, child => Assert.Equal(("p", 1, "pub-1"), (child.ParentId, child.ParentRun, child.Tenant)));
        Assert.Equal(submitted.Accepted[1], await FindAsync(Child("p", 1)));
        Assert.Equal(3, (await Store.CountChildrenAsync("p", None))[JobState.Running]);
        Assert.Equal((0, 3), Progress(await FindAsync("p")));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Submit_Again_ChangesNothing()
    {
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 3);
        await FailAsync(Child("p", 0));
        await SucceedAsync(Child("p", 1));

        var again = await SubmitAsync("p", 3);

        Assert.Empty(again!.Accepted);
        Assert.Empty(again.Signals);
        Assert.Equal(["failed", "completed", "running"], await StatesAsync("p", 3));
        Assert.Equal((2, 3), Progress(await FindAsync("p")));
    }

    [Fact]
    public async Task Submit_BeyondTheQueuesLimits_Waits()
    {
        Use(With(new() { Concurrency = 3, KeyConcurrency = 1 }));
        await AcceptAsync(Job("p"));

        await Store.SubmitChildrenAsync("p", 1, 4, [.. Enumerable.Range(0, 4).Select(i => NewChild("p", i) with { LimitKey = $"host-{i % 2}" })], None);

        Assert.Equal(["running", "running", "queued", "queued"], await StatesAsync("p", 4));
        Assert.Equal([$"{Child("p", 2)} admitted 1"], Told((await SucceedAsync(Child("p", 0))).Signals));
        await AssertSoundAsync();
    }

    [Theory]
    [InlineData("cancelling")]
    [InlineData("retrying")]
    [InlineData("completed")]
    public async Task Submit_WhenTheAttemptIsNotRunning_IsRefused(string state)
    {
        await AcceptAsync(Job("p"));
        await (state switch
        {
            "cancelling" => CancelAsync("p"),
            "retrying" => Store.FailAttemptAsync("p", 1, Broken, Time.Now, None),
            _ => SucceedAsync("p"),
        });

        Assert.Null(await SubmitAsync("p", 1));
        Assert.Equal(state, await StateAsync("p"));
        Assert.Empty(await Store.CountChildrenAsync("p", None));
    }

    [Fact]
    public async Task Submit_OfAnEarlierAttempt_IsRefused()
    {
        await AcceptAsync(Job("p"));
        await Store.FailAttemptAsync("p", 1, Broken, Time.Now, None);
        await Store.ResumeAsync("p", 1, None);

        Assert.Null(await SubmitAsync("p", 1, attempt: 1));
        Assert.NotNull(await SubmitAsync("p", 1, attempt: 2));
        Assert.Null(await SubmitAsync("nobody", 1));
    }

    [Fact]
    public async Task Submit_OfAChildThatCannotBe_AcceptsNoneOfTheBatch()
    {
        await AcceptAllAsync(Job("p"), Job(Child("p", 1)));
        await Assert.ThrowsAsync<JobStoreException>(() => SubmitAsync("p", 2));
        await Assert.ThrowsAsync<JobStoreException>(() => Store.SubmitChildrenAsync("p", 1, 1, [NewChild("p", 0) with { Tenant = "pub-2" }], None));
        Assert.Null(await Store.FindAsync(Child("p", 0), None));

        await AcceptAsync(Job("q"));
        await SubmitAsync("q", 1);
        await Assert.ThrowsAsync<JobStoreException>(() => SubmitAsync(Child("q", 0), 1));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Await_GivesTheSlotBack_AndTheLastChildReadiesTheParent()
    {
        Use(With(new() { Concurrency = 2 }));
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 3);
        Assert.Equal(["running", "queued", "queued"], await StatesAsync("p", 3));

        var waits = await Store.AwaitChildrenAsync("p", 1, None);

        Assert.Equal((true, JobState.Blocked), (waits.Applied, waits.State));
        Assert.Equal([$"{Child("p", 1)} admitted 1"], Told(waits.Signals));
        Assert.Equal(3, (await FindAsync("p")).DependenciesLeft);
        await SucceedAsync(Child("p", 0));
        await FailAsync(Child("p", 1));
        Assert.Equal("blocked", await StateAsync("p"));
        Assert.Equal((2, 3, "2 of 3 jobs have ended"), ((await FindAsync("p")).Progress.Step, (await FindAsync("p")).Progress.Total, (await FindAsync("p")).Progress.Message));

        Assert.Equal(["p admitted 2"], Told((await CancelAndStopAsync(Child("p", 2))).Signals));

        Assert.Equal((3, 3), Progress(await FindAsync("p")));
        Assert.Equal(
            ["submitted", "admitted", "children-awaited", "unblocked", "admitted"], (await Store.ReadTimelineAsync("p", None)).Select(entry => entry.Event));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Parent_WhoseChildrenHaveEnded_GoesBeforeWhatBecameReadySinceItBegan()
    {
        Use(With(new() { Concurrency = 1 }));
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 1);
        await Store.AwaitChildrenAsync("p", 1, None);
        Time.Advance(TimeSpan.FromSeconds(1));
        await AcceptAllAsync(Job("x"), Job("y"));
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["p admitted 2"], Told((await SucceedAsync(Child("p", 0))).Signals));
        Assert.Equal(Time.Now, (await FindAsync("p")).ReadyAt);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Await_WhenAllChildrenHaveEnded_GoesOnAtOnce()
    {
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 1);
        await FailAsync(Child("p", 0));

        Assert.Equal(new JobTransition(false, JobState.Running), await Store.AwaitChildrenAsync("p", 1, None));
        Assert.Equal(1, (await FindAsync("p")).AttemptsMade);
    }

    [Fact]
    public async Task Await_Again_AnswersTheSame_WhateverHasFollowed()
    {
        Use(With(new() { Concurrency = 2 }));
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 1);
        await Store.AwaitChildrenAsync("p", 1, None);
        Assert.Equal(new JobTransition(false, JobState.Blocked), await Store.AwaitChildrenAsync("p", 1, None));

        await AcceptAllAsync(Job("x", priority: 100));
        await Queues.PauseAsync(Queue, Ada, None);
        await SucceedAsync(Child("p", 0));
        Assert.Equal("queued", await StateAsync("p"));
        Assert.Equal(new JobTransition(false, JobState.Blocked), await Store.AwaitChildrenAsync("p", 1, None));

        await Queues.ResumeAsync(Queue, Ada, None);
        Assert.Equal("running", await StateAsync("p"));
        Assert.Equal(new JobTransition(false, JobState.Blocked), await Store.AwaitChildrenAsync("p", 1, None));
        Assert.Equal(new JobTransition(false, JobState.Running), await Store.AwaitChildrenAsync("p", 2, None));

        await CancelAsync("p");
        Assert.Equal(JobState.Cancelling, (await Store.AwaitChildrenAsync("p", 2, None)).State);
    }

    [Fact]
    public async Task Await_WhileTheLastTwoChildrenEnd_ReadiesTheParentOnce()
    {
        for (var round = 0; round < 15; round++)
        {
            var parent = $"p{round}";
            await AcceptAsync(Job(parent));
            await Store.SubmitChildrenAsync(parent, 1, 2, [NewChild(parent, 0), NewChild(parent, 1) with { Queue = "another" }], None);

            var ends = await Task.WhenAll(
                Task.Run(() => Store.AwaitChildrenAsync(parent, 1, None)),
                Task.Run(() => SucceedAsync(Child(parent, 0))),
                Task.Run(() => FailAsync(Child(parent, 1))));
            await Recovery.SettleDependentsAsync(100, None);

            var job = await FindAsync(parent);
            var parked = ends[0].Applied ? 1 : 0;
            Assert.Equal((JobState.Running, 1 + parked, 2), (job.State, job.AttemptsMade, job.Progress.Step));
            Assert.Equal(parked, (await Store.ReadTimelineAsync(parent, None)).Count(entry => entry.Event == "unblocked"));
        }

        await AssertSoundAsync();
        await AssertSoundAsync("another");
    }

    [Fact]
    public async Task Child_ThatIsRunAgainByHand_IsWaitedForAgain_AndCountsOnce()
    {
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 2);
        await Store.AwaitChildrenAsync("p", 1, None);
        await FailAsync(Child("p", 0));
        await Store.RetryAsync(Child("p", 0), Ada, None);
        await SucceedAsync(Child("p", 1));
        Assert.Equal("blocked", await StateAsync("p"));

        Assert.Equal(["p admitted 2"], Told((await SucceedAsync(Child("p", 0))).Signals));
        Assert.Equal((2, 2), Progress(await FindAsync("p")));

        await AcceptAsync(Job("r"));
        await SubmitAsync("r", 1);
        await FailAsync(Child("r", 0));
        await Store.RetryAsync(Child("r", 0), Ada, None);
        Assert.Equal(JobState.Blocked, (await Store.AwaitChildrenAsync("r", 1, None)).State);
    }

    [Theory]
    [InlineData("running", "cancelling")]
    [InlineData("blocked", "cancelled")]
    [InlineData("retrying", "cancelled")]
    public async Task Cancel_OfAParent_CancelsItsChildren(string state, string expected)
    {
        Use(With(new() { Concurrency = 3 }));
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 5);
        await SucceedAsync(Child("p", 0));
        await (state switch
        {
            "blocked" => Store.AwaitChildrenAsync("p", 1, None),
            "retrying" => Store.FailAttemptAsync("p", 1, Broken, Time.Now, None),
            _ => Task.CompletedTask,
        });
        await Queues.PauseAsync(Queue, Ada, None);
        var before = await StatesAsync("p", 5);

        var cancelled = await CancelAsync("p");

        Assert.Equal(expected, await StateAsync("p"));
        var after = await StatesAsync("p", 5);
        Assert.Equal(before.Select(child => child switch { "running" => "cancelling", "queued" => "cancelled", _ => child }), after);
        Assert.Equal(after.Count(child => child == "cancelling"), cancelled.Signals.Count(signal => signal.JobId != "p" && signal.Kind.ToString() == "CancelRequested"));
        Assert.Equal(after.Count(child => child == "cancelled"), cancelled.Signals.Count(signal => signal.JobId != "p" && signal.Kind.ToString() == "Ended"));
        Assert.Equal("parent_ended", (await FindAsync(Child("p", 4))).Error!.Code);
        var line = Assert.Single(await Audit.ListJobAsync(Child("p", 4), null, 10, None));
        Assert.Equal(("system:parent", "job p", "cancel"), (line.Actor.Name, line.Actor.Origin, line.Action));
        await AssertSoundAsync();
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("stop")]
    public async Task End_OfAParentWithoutCompleting_CancelsItsChildren(string end)
    {
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 250);
        await (end == "fail" ? FailAsync("p") : Store.StopAsync("p", Asked, None));

        Assert.Equal(250, (await Store.CountChildrenAsync("p", None))[JobState.Cancelling]);
        Assert.Empty(await Recovery.CancelChildrenAsync(10, None));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Cancel_WhenTheCallDied_IsFinishedByTheReconciler()
    {
        Use(With(new() { Concurrency = 2 }));
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 2);
        await Database.WriteAsync(session => session.ExecuteAsync("UPDATE jobs SET state = 'cancelling', children_pending = 1 WHERE id = 'p'", new { }), None);

        var told = await Recovery.CancelChildrenAsync(10, None);

        Assert.Equal([$"{Child("p", 0)} cancel-requested 1", $"{Child("p", 1)} ended 0"], Told(told).Order());
        Assert.Equal("system:reconciler", Assert.Single(await Audit.ListJobAsync(Child("p", 1), null, 10, None)).Actor.Name);
        Assert.Empty(await Recovery.CancelChildrenAsync(10, None));
    }

    [Fact]
    public async Task Cancel_OfOneChild_CountsAsAnEnd()
    {
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 1);
        await Store.AwaitChildrenAsync("p", 1, None);

        await CancelAsync(Child("p", 0));
        Assert.Equal("blocked", await StateAsync("p"));
        Assert.Equal(["p admitted 2"], Told((await Store.StopAsync(Child("p", 0), Asked, None)).Signals));
    }

    [Fact]
    public async Task Retry_OfAParent_KeepsCompletedChildrenAndRunsTheOthersAgain()
    {
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 3);
        await SucceedAsync(Child("p", 0));
        await FailAsync(Child("p", 1));
        await Store.AwaitChildrenAsync("p", 1, None);
        await CancelAsync("p");
        Assert.Equal(new JobTransition(false, JobState.Cancelled), await Store.RetryAsync("p", Ada, None));
        await Store.StopAsync(Child("p", 2), Asked, None);

        Assert.True((await Store.RetryAsync("p", Ada, None)).Applied);
        var submitted = await SubmitAsync("p", 3, attempt: 2);

        Assert.Empty(submitted!.Accepted);
        Assert.Equal([$"{Child("p", 1)} start 1", $"{Child("p", 2)} start 1"], Told(submitted.Signals).Where(text => text.Contains("start", StringComparison.Ordinal)));
        Assert.Equal(["completed", "running", "running"], await StatesAsync("p", 3));
        Assert.Equal((1, 3), Progress(await FindAsync("p")));
        await SubmitAsync("p", 3, attempt: 2);
        Assert.Equal(2, (await Store.AwaitChildrenAsync("p", 2, None)) is { Applied: true } ? (await FindAsync("p")).DependenciesLeft : -1);
        await SucceedAsync(Child("p", 1));
        Assert.Equal(["p admitted 3"], Told((await SucceedAsync(Child("p", 2))).Signals));
        Assert.Equal((3, 3), Progress(await FindAsync("p")));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Dependencies_DoNotListChildren()
    {
        await AcceptAllAsync(Job("a"), Job("p") with { DependsOn = ["a"] });
        await SucceedAsync("a");
        await SubmitAsync("p", 2);

        Assert.Equal(["a"], await Store.ReadDependenciesAsync("p", None));
    }

    [Fact]
    public async Task List_OfAParentsChildren_IsPagedAndOfItsTenantOnly()
    {
        await AcceptAllAsync(Job("p"), Job("other"));
        await SubmitAsync("p", 5);
        await SubmitAsync("other", 2);
        await FailAsync(Child("p", 3));
        var filter = new JobFilter { Tenants = TenantScope.Only("pub-1"), Queue = Queue, ParentId = "p" };

        var first = (await Index.ListAsync(filter, null, 3, None))!;
        var rest = (await Index.ListAsync(filter, first.Cursor, 3, None))!;

        Assert.Equal(Children("p", 5).Reverse(), first.Jobs.Concat(rest.Jobs).Select(job => job.Id));
        Assert.Null(rest.Cursor);
        Assert.Null(await Index.ListAsync(filter with { ParentId = "other" }, first.Cursor, 3, None));
        Assert.Equal([Child("p", 3)], (await Index.ListAsync(filter with { States = [JobState.Failed] }, null, 3, None))!.Jobs.Select(job => job.Id));
        Assert.Empty((await Index.ListAsync(filter with { Tenants = TenantScope.Only("pub-2") }, null, 3, None))!.Jobs);
        Assert.Empty((await Index.ListAsync(filter with { Queue = "another" }, null, 3, None))!.Jobs);
    }

    [Fact]
    public async Task ListChildren_GivesPagesInOrderOfTheNumbers()
    {
        await AcceptAsync(Job("p"));
        await SubmitAsync("p", 12);

        var ids = new List<string>();
        string? after = null;
        while (await Store.ListChildrenAsync("p", after, 5, None) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= 5);
            ids.AddRange(page.Select(child => child.Id));
            after = ids[^1];
        }

        Assert.Equal(Children("p", 12), ids);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Families_UnderParallelCallsOfAllKinds_EndWithNobodyLeftWaiting(int seed)
    {
        const int Parents = 8;
        const int Size = 6;
        Use(With(new() { Concurrency = 5, KeyConcurrency = 2 }));
        var parents = Enumerable.Range(0, Parents).Select(i => $"p{i}").ToList();
        await AcceptAllAsync([.. parents.Select(id => Job(id))]);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + worker);
            for (var i = 0; i < 80; i++)
            {
                await StepAsync(random, parents[random.Next(Parents)], random.Next(Size));
            }
        })));

        for (var round = 0; round < 400 && !await AllEndedAsync(); round++)
        {
            await Recovery.CancelChildrenAsync(100, None);
            await Recovery.SettleDependentsAsync(100, None);
            foreach (var id in parents.SelectMany(id => Children(id, Size).Prepend(id)))
            {
                await DrainAsync(id);
            }
        }

        Assert.True(await AllEndedAsync());
        foreach (var id in parents)
        {
            var (job, counts) = (await FindAsync(id), await Store.CountChildrenAsync(id, None));
            Assert.InRange(job.Progress.Step, 0, job.Progress.Total);
            Assert.True(job.State != JobState.Completed || job.Progress.Step == job.Progress.Total, $"{id}: {job.Progress}, {string.Join(' ', counts)}");
        }

        await AssertSoundAsync();
        await AssertSoundAsync("another");

        async Task StepAsync(Random random, string parent, int number)
        {
            var job = await FindAsync(parent);
            var child = await Store.FindAsync(Child(parent, number), None);
            switch (random.Next(12))
            {
                case < 4:
                    await SubmitFamilyAsync(job);
                    break;
                case < 6:
                    await Store.AwaitChildrenAsync(parent, job.AttemptsMade, None);
                    break;
                case < 9 when child is { State: JobState.Running or JobState.Cancelling }:
                    await (random.Next(3) switch { 0 => FailAsync(child.Id), 1 => Store.StopAsync(child.Id, Asked, None), _ => SucceedAsync(child.Id) });
                    break;
                case 9 when child is not null:
                    await CancelAsync(child.Id);
                    break;
                case 10 when random.Next(3) == 0:
                    await CancelAsync(parent);
                    break;
                case 11:
                    await Store.RetryAsync(random.Next(2) == 0 || child is null ? parent : child.Id, Ada, None);
                    break;
            }
        }

        // What orchestrations would go on to do.
        async Task DrainAsync(string id)
        {
            if (await Store.FindAsync(id, None) is not { State: JobState.Running or JobState.Cancelling } job)
            {
                return;
            }

            if (job.ParentId is not null || job.State == JobState.Cancelling)
            {
                await (job.State == JobState.Cancelling ? Store.StopAsync(id, Asked, None) : SucceedAsync(id));
            }
            else if (await SubmitFamilyAsync(job) && (await Store.AwaitChildrenAsync(id, job.AttemptsMade, None)).State == JobState.Running)
            {
                await SucceedAsync(id);
            }
        }

        async Task<bool> SubmitFamilyAsync(JobRecord job) => await Store.SubmitChildrenAsync(
            job.Id,
            job.AttemptsMade,
            Size,
            [.. Enumerable.Range(0, Size).Select(i => NewChild(job.Id, i) with { Queue = i % 2 == 0 ? Queue : "another", LimitKey = $"key-{i % 3}" })],
            None) is not null;

        async Task<bool> AllEndedAsync()
        {
            foreach (var id in parents)
            {
                if (!(await FindAsync(id)).State.IsTerminal() || (await Store.CountChildrenAsync(id, None)).Keys.Any(state => !state.IsTerminal()))
                {
                    return false;
                }
            }

            return true;
        }
    }

    protected static string Child(string parent, int number) => JobId.OfChild(parent, number);

    protected static IEnumerable<string> Children(string parent, int count) => Enumerable.Range(0, count).Select(i => Child(parent, i));

    protected static NewJob NewChild(string parent, int number) => Job(Child(parent, number));

    protected Task<ChildrenSubmission?> SubmitAsync(string parent, int count, int attempt = 1) =>
        Store.SubmitChildrenAsync(parent, attempt, count, [.. Enumerable.Range(0, count).Select(i => NewChild(parent, i))], None);

    protected static (int Step, int Total) Progress(JobRecord job) => (job.Progress.Step, job.Progress.Total);

    protected async Task<IReadOnlyList<string>> StatesAsync(string parent, int count)
    {
        var states = new List<string>();
        foreach (var id in Children(parent, count))
        {
            states.Add(await StateAsync(id));
        }

        return states;
    }

    private async Task<JobTransition> CancelAndStopAsync(string id)
    {
        await CancelAsync(id);
        return await Store.StopAsync(id, Asked, None);
    }
}
