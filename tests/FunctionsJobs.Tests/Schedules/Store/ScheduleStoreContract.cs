using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Schedules;
using FunctionsJobs.Schedules.Sql;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Schedules.Harness;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Schedules.Store;

/// <summary>What every schedule store does, whatever its database.</summary>
public abstract class ScheduleStoreContract : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ManualTime _time = new();
    private IJobDatabase _database = null!;
    private SqlJobStore _jobs = null!;
    private SqlScheduleStore _schedules = null!;

    /// <summary>A database of this test's own, without tables at first; the same one at every call.</summary>
    protected abstract Task<IJobDatabase> CreateDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _jobs = new SqlJobStore(_database, _time);
        _schedules = NewStore(_database);
        await _jobs.OpenAsync(None);
    }

    public virtual async Task DisposeAsync()
    {
        if (_database is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task Create_KeepsEveryField()
    {
        var definition = SampleSchedules.Definition with
        {
            Name = "nächtlich ' \" 🙂",
            Options = """{"attempts":2}""",
            TimeZone = "Europe/Berlin",
            Jitter = TimeSpan.FromMilliseconds(1234),
            Misfire = MisfirePolicy.All,
            MisfireLimit = 7,
            Overlap = OverlapPolicy.Queue,
        };
        var created = await _schedules.CreateAsync(SampleSchedules.New("a", definition, _time.Now), 10, None);

        Assert.NotNull(created);
        Assert.Equal(definition, created.Definition);
        Assert.Equal(("a", "pub-1", ScheduleState.Active, 1L), (created.Id, created.Tenant, created.State, created.Version));
        Assert.Equal((_time.Now, _time.Now), (created.CreatedAt, created.UpdatedAt));
        Assert.Equal(ScheduleTiming.Of("a", definition).Next(_time.Now), created.Next);
        Assert.Null(created.LastFireAt);
        Assert.Equal(created, await _schedules.FindAsync("a", None));
        Assert.Null(await _schedules.FindAsync("A", None));
    }

    [Fact]
    public async Task Create_BeyondTheLimit_IsRefusedPerTenantAndUnderParallelCalls()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            _schedules.CreateAsync(SampleSchedules.New($"s{i}", SampleSchedules.Definition, _time.Now, i % 2 == 0 ? "pub-1" : null), 7, None))));

        Assert.Equal(7, created.Count(schedule => schedule?.Tenant == "pub-1"));
        Assert.Equal(14, created.Count(schedule => schedule is not null));
    }

    [Fact]
    public async Task List_PagesNewestFirstAndByTenant()
    {
        foreach (var i in Enumerable.Range(1, 5))
        {
            await CreateAsync($"s{i}", SampleSchedules.Definition, i == 3 ? "pub-2" : "pub-1");
        }

        Assert.Equal(["s5", "s4", "s3", "s2", "s1"], Ids(await _schedules.ListAsync(null, null, 10, None)));
        Assert.Equal(["s5", "s4"], Ids(await _schedules.ListAsync("pub-1", null, 2, None)));
        Assert.Equal(["s2", "s1"], Ids(await _schedules.ListAsync("pub-1", "s4", 2, None)));
        Assert.Empty(await _schedules.ListAsync("pub-1", "s1", 2, None));
        Assert.Equal(["s3"], Ids(await _schedules.ListAsync("pub-2", null, 2, None)));
    }

    [Fact]
    public async Task ListDue_PagesInOrderOfTimeAndIdAndLeavesPausedOnesOut()
    {
        var hourly = SampleSchedules.Definition;
        await CreateAsync("b", hourly);
        await CreateAsync("a", hourly);
        await CreateAsync("early", hourly with { Cron = "30 * * * *" });
        await CreateAsync("late", hourly with { Cron = "0 0 * * *" });
        var paused = await CreateAsync("paused", hourly);
        await _schedules.TryChangeAsync(Change(paused) with { State = ScheduleState.Paused }, None);
        var due = _time.Now.AddHours(1);

        Assert.Empty(await _schedules.ListDueAsync(due.AddMinutes(-31), null, 10, None));
        Assert.Equal(["early", "a", "b"], Ids(await _schedules.ListDueAsync(due, null, 10, None)));
        var first = await _schedules.ListDueAsync(due, null, 2, None);
        Assert.Equal(["b"], Ids(await _schedules.ListDueAsync(due, first[^1], 2, None)));
    }

    [Fact]
    public async Task Settle_AcceptsTheJobAndMovesOnInOneTransaction()
    {
        var schedule = await CreateAsync("a", SampleSchedules.Definition);
        var fire = schedule.Next!.Value;
        _time.Advance(TimeSpan.FromHours(1));

        var result = await _schedules.SettleAsync(SampleSchedules.Fire(schedule), None);

        var job = Assert.Single(result.Accepted).Job;
        Assert.Equal("sched:a:20260131T130000Z", job.Id);
        Assert.Equal(job, await _jobs.FindAsync(job.Id, None));
        var after = await _schedules.FindAsync("a", None);
        Assert.Equal((fire.FireAt, fire.FireAt.AddHours(1), 1L), (after!.LastFireAt, after.Next!.Value.FireAt, after.Version));
        var run = Assert.Single(await _schedules.ListRunsAsync("a", 10, None));
        Assert.Equal((fire.FireAt, fire.FireAt, 1L, false), (run.FireAt, run.LastFireAt, run.Count, run.IsTriggered));
        Assert.Equal((ScheduleRunOutcome.Started, job.Id, _time.Now), (run.Outcome, run.JobId, run.SettledAt));
    }

    [Fact]
    public async Task Settle_ByManyAtOnce_IsDoneByOne()
    {
        var schedule = await CreateAsync("a", SampleSchedules.Definition);
        var other = NewStore(_database);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            (i % 2 == 0 ? _schedules : other).SettleAsync(SampleSchedules.Fire(schedule), None))));

        Assert.Single(results, result => result.Applied);
        Assert.Single(await _schedules.ListRunsAsync("a", 10, None));
    }

    [Fact]
    public async Task Settle_OfASchedulePausedOrChangedOrRemovedMeanwhile_DoesNothing()
    {
        var paused = await CreateAsync("paused", SampleSchedules.Definition);
        var changed = await CreateAsync("changed", SampleSchedules.Definition);
        var removed = await CreateAsync("removed", SampleSchedules.Definition);
        await _schedules.TryChangeAsync(Change(paused) with { State = ScheduleState.Paused }, None);
        await _schedules.TryChangeAsync(Change(changed) with { Definition = changed.Definition with { Name = "other" } }, None);
        await _schedules.DeleteAsync("removed", None);

        foreach (var schedule in new[] { paused, changed, removed })
        {
            Assert.False((await _schedules.SettleAsync(SampleSchedules.Fire(schedule), None)).Applied);
            Assert.Null(await _jobs.FindAsync(ScheduleRunId.Of(schedule.Id, schedule.Next!.Value.FireAt), None));
        }
    }

    [Fact]
    public async Task Settle_WhileARunIsUnderWay_FollowsTheOverlapPolicy()
    {
        foreach (var (policy, expected) in new[]
        {
            (OverlapPolicy.Allow, "started , started "), (OverlapPolicy.Skip, "started , skipped overlap"), (OverlapPolicy.Queue, "started , waiting "),
        })
        {
            var id = policy.ToName();
            await CreateAsync(id, SampleSchedules.Definition with { Overlap = policy });
            await FireAsync(id);
            await FireAsync(id);

            Assert.Equal(expected, await OutcomesAsync(id));
        }
    }

    [Fact]
    public async Task Settle_WhenTheEarlierRunHasEnded_StartsUnderEveryPolicy()
    {
        foreach (var policy in Enum.GetValues<OverlapPolicy>())
        {
            var id = policy.ToName();
            await CreateAsync(id, SampleSchedules.Definition with { Overlap = policy });
            var first = await FireAsync(id);
            await _jobs.SucceedAsync(first.Accepted[0].Job.Id, "1", None);
            await FireAsync(id);

            Assert.Equal("started , started ", await OutcomesAsync(id));
        }
    }

    [Fact]
    public async Task Settle_WithAsManyWaitingAsMay_SkipsFurtherOnes()
    {
        await CreateAsync("a", SampleSchedules.Definition with { Overlap = OverlapPolicy.Queue });
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await FireAsync("a");
        }

        Assert.Equal("started , waiting , waiting , waiting , skipped queue-full", await OutcomesAsync("a"));
    }

    [Fact]
    public async Task Settle_SeveralRunsAndSkips_RecordsThemAll()
    {
        var schedule = await CreateAsync("a", SampleSchedules.Definition);
        var first = schedule.Next!.Value.FireAt;
        var result = await _schedules.SettleAsync(
            SampleSchedules.Fire(schedule) with
            {
                Steps =
                [
                    new FireStep.Skip(first, first.AddHours(2), 3, ScheduleSkipReasons.Missed, null),
                    new FireStep.Run(first.AddHours(3), SampleSchedules.Job("sched:a:3")),
                    new FireStep.Run(first.AddHours(4), SampleSchedules.Job("sched:a:4")),
                ],
                Next = new ScheduledFire(first.AddHours(5), first.AddHours(5)),
            },
            None);

        Assert.Equal(["sched:a:3", "sched:a:4"], result.Accepted.Select(accepted => accepted.Job.Id));
        Assert.Equal("skipped missed, started , started ", await OutcomesAsync("a"));
        Assert.Equal(first.AddHours(4), (await _schedules.FindAsync("a", None))!.LastFireAt);
        var skip = (await _schedules.ListRunsAsync("a", 10, None))[^1];
        Assert.Equal((first, first.AddHours(2), 3L), (skip.FireAt, skip.LastFireAt, skip.Count));
    }

    [Fact]
    public async Task Settle_WhenTheJobStoreRefusesOneJob_RecordsThatAndStartsTheOthers()
    {
        var schedule = await CreateAsync("a", SampleSchedules.Definition);
        await _jobs.SubmitAsync(SampleSchedules.Job("taken", tenant: "pub-2"), None);
        var first = schedule.Next!.Value.FireAt;
        var result = await _schedules.SettleAsync(
            SampleSchedules.Fire(schedule) with
            {
                Steps = [new FireStep.Run(first, SampleSchedules.Job("taken")), new FireStep.Run(first.AddHours(1), SampleSchedules.Job("free"))],
                Next = new ScheduledFire(first.AddHours(2), first.AddHours(2)),
            },
            None);

        Assert.Equal("free", Assert.Single(result.Accepted).Job.Id);
        Assert.Equal("skipped refused, started ", await OutcomesAsync("a"));
        Assert.Equal("The job store answered IdTaken.", (await _schedules.ListRunsAsync("a", 10, None))[^1].Detail);
    }

    [Fact]
    public async Task Waiting_StartsOneAfterTheOther_OldestFirst()
    {
        await CreateAsync("a", SampleSchedules.Definition with { Overlap = OverlapPolicy.Queue });
        var running = (await FireAsync("a")).Accepted[0].Job.Id;
        await FireAsync("a");
        await FireAsync("a");
        Assert.Empty(await _schedules.ListWaitingAsync(10, None));

        foreach (var hour in new[] { 14, 15 })
        {
            await _jobs.SucceedAsync(running, "1", None);
            var waiting = Assert.Single(await _schedules.ListWaitingAsync(10, None));
            Assert.Equal(hour, waiting.FireAt.Hour);
            running = ScheduleRunId.Of("a", waiting.FireAt);
            var step = new FireStep.Run(waiting.FireAt, SampleSchedules.Job(running));
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _schedules.StartWaitingAsync(waiting, step, None))));

            Assert.Equal(running, Assert.Single(results, result => result.Applied).Accepted[0].Job.Id);
            Assert.Empty(await _schedules.ListWaitingAsync(10, None));
        }

        Assert.Equal("started , started , started ", await OutcomesAsync("a"));
    }

    [Fact]
    public async Task Waiting_OfAPausedSchedule_Waits()
    {
        await CreateAsync("a", SampleSchedules.Definition with { Overlap = OverlapPolicy.Queue });
        var running = (await FireAsync("a")).Accepted[0].Job.Id;
        await FireAsync("a");
        await _jobs.SucceedAsync(running, "1", None);
        var waiting = Assert.Single(await _schedules.ListWaitingAsync(10, None));
        var schedule = (await _schedules.FindAsync("a", None))!;
        await _schedules.TryChangeAsync(Change(schedule) with { State = ScheduleState.Paused }, None);

        Assert.Empty(await _schedules.ListWaitingAsync(10, None));
        Assert.False((await _schedules.StartWaitingAsync(waiting, new FireStep.Run(waiting.FireAt, SampleSchedules.Job("x")), None)).Applied);
        Assert.Null(await _jobs.FindAsync("x", None));
    }

    [Fact]
    public async Task Change_OfWhatChangedMeanwhile_DoesNothing()
    {
        var schedule = await CreateAsync("a", SampleSchedules.Definition);
        var changed = await _schedules.TryChangeAsync(Change(schedule) with { Definition = schedule.Definition with { Name = "first" } }, None);

        Assert.Equal(("first", 2L), (changed!.Definition.Name, changed.Version));
        Assert.Null(await _schedules.TryChangeAsync(Change(schedule) with { Definition = schedule.Definition with { Name = "second" } }, None));
        Assert.Equal(changed, await _schedules.FindAsync("a", None));
        await FireAsync("a");
        Assert.Null(await _schedules.TryChangeAsync(Change(changed), None));
    }

    [Fact]
    public async Task Trigger_AcceptsAJobBesideTheFireTimes()
    {
        var schedule = await CreateAsync("a", SampleSchedules.Definition with { Overlap = OverlapPolicy.Skip });
        var id = ScheduleRunId.OfTrigger("a", _time.Now);

        Assert.IsType<JobSubmission.Accepted>(await _schedules.TriggerAsync("a", SampleSchedules.Job(id), None));
        Assert.IsType<JobSubmission.Existing>(await _schedules.TriggerAsync("a", SampleSchedules.Job(id), None));
        Assert.Null(await _schedules.TriggerAsync("none", SampleSchedules.Job("x"), None));

        var run = Assert.Single(await _schedules.ListRunsAsync("a", 10, None));
        Assert.Equal((true, id, ScheduleRunOutcome.Started), (run.IsTriggered, run.JobId, run.Outcome));
        Assert.Equal(schedule.Next, (await _schedules.FindAsync("a", None))!.Next);
        await FireAsync("a");
        Assert.Equal("started , skipped overlap", await OutcomesAsync("a"));
    }

    [Fact]
    public async Task Record_IsCutButKeepsRunsUnderWay()
    {
        await CreateAsync("a", SampleSchedules.Definition with { Overlap = OverlapPolicy.Skip });
        foreach (var _ in Enumerable.Range(0, 30))
        {
            await FireAsync("a");
        }

        var runs = await _schedules.ListRunsAsync("a", 100, None);

        Assert.Equal(11, runs.Count);
        Assert.Equal(ScheduleRunOutcome.Started, runs[^1].Outcome);
        Assert.All(runs.SkipLast(1), run => Assert.Equal("overlap", run.Reason));

        await _jobs.SucceedAsync(runs[^1].JobId!, "1", None);
        await FireAsync("a");
        Assert.Equal(10, (await _schedules.ListRunsAsync("a", 100, None)).Count);
    }

    [Fact]
    public async Task Delete_RemovesTheRecordAndLeavesTheJobs()
    {
        await CreateAsync("a", SampleSchedules.Definition);
        var job = (await FireAsync("a")).Accepted[0].Job;

        Assert.True(await _schedules.DeleteAsync("a", None));
        Assert.False(await _schedules.DeleteAsync("a", None));
        Assert.Null(await _schedules.FindAsync("a", None));
        Assert.Empty(await _schedules.ListRunsAsync("a", 10, None));
        Assert.NotNull(await _jobs.FindAsync(job.Id, None));
    }

    private SqlScheduleStore NewStore(IJobDatabase database) =>
        new(database, QueueCatalogue.Unlimited, Options.Create(new ScheduleOptions { MaxWaiting = 3, HistoryLimit = 10 }), _time);

    private async Task<ScheduleRecord> CreateAsync(string id, ScheduleDefinition definition, string tenant = "pub-1") =>
        (await _schedules.CreateAsync(SampleSchedules.New(id, definition, _time.Now, tenant), 1000, None))!;

    private async Task<FireResult> FireAsync(string id)
    {
        var result = await _schedules.SettleAsync(SampleSchedules.Fire((await _schedules.FindAsync(id, None))!), None);
        Assert.True(result.Applied);
        return result;
    }

    private async Task<string> OutcomesAsync(string id) => string.Join(
        ", ", (await _schedules.ListRunsAsync(id, 100, None)).Reverse().Select(run => $"{run.Outcome.ToName()} {run.Reason}"));

    private static ScheduleChange Change(ScheduleRecord schedule) =>
        new() { Schedule = schedule, Definition = schedule.Definition, State = schedule.State, Skipped = [], Next = schedule.Next };

    private static IEnumerable<string> Ids(IEnumerable<ScheduleRecord> schedules) => schedules.Select(schedule => schedule.Id);
}
