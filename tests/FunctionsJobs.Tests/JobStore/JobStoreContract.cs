using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Migrations;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>What every job store does, whatever its database.</summary>
public abstract class JobStoreContract : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly JobFault Broken = JobFault.System("broken", "It broke.");
    private readonly ManualTime _time = new();
    private IJobDatabase _database = null!;
    private SqlJobStore _store = null!;

    /// <summary>A database of this test's own, without tables at first; the same one at every call.</summary>
    protected abstract Task<IJobDatabase> CreateDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _store = new SqlJobStore(_database, _time);
        await _store.OpenAsync(None);
    }

    public virtual async Task DisposeAsync()
    {
        if (_database is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task Submit_WhenNew_AdmitsTheJobInTheSameTransaction()
    {
        var accepted = Assert.IsType<JobSubmission.Accepted>(await _store.SubmitAsync(Job("a"), None)).Job;

        Assert.Equal(JobState.Running, accepted.State);
        Assert.Equal(1, accepted.AttemptsMade);
        Assert.Equal(_time.Now, accepted.CreatedAt);
        Assert.Equal(_time.Now, accepted.StartedAt);
        Assert.Equal(accepted, await _store.FindAsync("a", None));
        Assert.Equal(["submitted queued 0", "admitted running 1"], await TimelineAsync("a"));
    }

    [Fact]
    public async Task Submit_WhenNew_KeepsEveryFieldOfTheJob()
    {
        var policy = new JobPolicy { Attempts = 7, Backoff = JobBackoffType.Fixed, BackoffDelay = TimeSpan.FromMilliseconds(1234), Timeout = TimeSpan.FromMilliseconds(5678) };
        await _store.SubmitAsync(Job("a") with { Tenant = null, Name = "nächtlich ' \" 🙂", Arguments = """{"x":"ß"}""", Priority = 100, Policy = policy }, None);

        var found = await _store.FindAsync("a", None);

        Assert.NotNull(found);
        Assert.Null(found.Tenant);
        Assert.Equal("nächtlich ' \" 🙂", found.Name);
        Assert.Equal("""{"x":"ß"}""", found.Arguments);
        Assert.Equal(100, found.Priority);
        Assert.Equal(policy, found.Policy);
    }

    [Fact]
    public async Task Submit_WhenTheIdExists_AnswersTheExistingJob()
    {
        await _store.SubmitAsync(Job("a"), None);
        await _store.SucceedAsync("a", "1", None);

        var again = Assert.IsType<JobSubmission.Existing>(await _store.SubmitAsync(Job("a") with { Arguments = "{}" }, None)).Job;

        Assert.Equal(JobState.Completed, again.State);
        Assert.Equal(Job("a").Arguments, again.Arguments);
        Assert.Equal(3, (await TimelineAsync("a")).Count);
    }

    [Theory]
    [InlineData("other-queue", "pub-1")]
    [InlineData("analytics-aggregation", "pub-2")]
    [InlineData("analytics-aggregation", null)]
    public async Task Submit_WhenTheIdIsAnotherQueuesOrTenants_IsRefusedAndKeepsNoKey(string queue, string? tenant)
    {
        await _store.SubmitAsync(Job("a"), None);
        var foreign = Job("a") with { Queue = queue, Tenant = tenant, Idempotency = new IdempotencyKey("", "k", "hash") };

        Assert.IsType<JobSubmission.IdTaken>(await _store.SubmitAsync(foreign, None));
        Assert.IsType<JobSubmission.Accepted>(await _store.SubmitAsync(Job("b") with { Idempotency = new IdempotencyKey("", "k", "other") }, None));
    }

    [Fact]
    public async Task Submit_WhenTheIdDiffersInCaseOnly_IsAnotherJob()
    {
        await _store.SubmitAsync(Job("a"), None);

        Assert.IsType<JobSubmission.Accepted>(await _store.SubmitAsync(Job("A"), None));
    }

    [Fact]
    public async Task Submit_WhenTheKeyWasUsedForTheSameRequest_AnswersItsJobAndWritesNothing()
    {
        await _store.SubmitAsync(Job("a") with { Idempotency = new IdempotencyKey("", "k", "hash") }, None);

        var again = await _store.SubmitAsync(Job("b") with { Idempotency = new IdempotencyKey("", "k", "hash") }, None);

        Assert.Equal("a", Assert.IsType<JobSubmission.Existing>(again).Job.Id);
        Assert.Null(await _store.FindAsync("b", None));
    }

    [Fact]
    public async Task Submit_WhenTheKeyWasUsedForAnotherRequest_IsRefusedAndWritesNothing()
    {
        await _store.SubmitAsync(Job("a") with { Idempotency = new IdempotencyKey("", "k", "hash") }, None);

        Assert.IsType<JobSubmission.KeyReused>(await _store.SubmitAsync(Job("b") with { Idempotency = new IdempotencyKey("", "k", "other") }, None));
        Assert.Null(await _store.FindAsync("b", None));
    }

    [Fact]
    public async Task Submit_WhenTheKeyIsAnotherScopes_IsAnotherJob()
    {
        await _store.SubmitAsync(Job("a") with { Idempotency = new IdempotencyKey("one", "k", "hash") }, None);

        Assert.IsType<JobSubmission.Accepted>(await _store.SubmitAsync(Job("b") with { Idempotency = new IdempotencyKey("two", "k", "hash") }, None));
    }

    [Fact]
    public async Task Submit_WhenSentAHundredTimesInParallelWithOneKey_AcceptsOneJob()
    {
        var key = new IdempotencyKey("", "k", "hash");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => _store.SubmitAsync(Job($"job-{i}") with { Idempotency = key }, None))));

        var accepted = Assert.Single(outcomes.OfType<JobSubmission.Accepted>()).Job;
        Assert.All(outcomes.OfType<JobSubmission.Existing>(), existing => Assert.Equal(accepted.Id, existing.Job.Id));
        Assert.Equal(99, outcomes.OfType<JobSubmission.Existing>().Count());
        Assert.Equal(accepted.Id, Assert.Single(await _store.TakeForReviewAsync(_time.Now, 200, None)).Id);
    }

    [Fact]
    public async Task Submit_WhenSentAHundredTimesInParallelWithOneId_AcceptsOneJob()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _store.SubmitAsync(Job("a"), None))));

        Assert.Single(outcomes.OfType<JobSubmission.Accepted>());
        Assert.Equal(99, outcomes.OfType<JobSubmission.Existing>().Count());
        Assert.Equal(2, (await TimelineAsync("a")).Count);
    }

    [Fact]
    public async Task Submit_WhenCancelledBefore_WritesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.SubmitAsync(Job("a"), new CancellationToken(canceled: true)));

        Assert.Null(await _store.FindAsync("a", None));
    }

    [Fact]
    public async Task Find_WhenThereIsNone_AnswersNull()
    {
        Assert.Null(await _store.FindAsync("a' OR '1'='1", None));
    }

    [Fact]
    public async Task FailAttempt_AndResume_BeginTheNextAttempt()
    {
        await _store.SubmitAsync(Job("a"), None);
        var due = _time.Now.AddSeconds(2);

        Assert.Equal(new JobTransition(true, JobState.Retrying), await _store.FailAttemptAsync("a", 1, Broken, due, None));
        var waiting = await _store.FindAsync("a", None);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(new JobTransition(true, JobState.Running), await _store.ResumeAsync("a", 1, None));
        var running = await _store.FindAsync("a", None);

        Assert.Equal((due, Broken, 1), (waiting!.NextAttemptAt, waiting.Error, waiting.AttemptsMade));
        Assert.Equal((null, Broken, 2), (running!.NextAttemptAt, running.Error, running.AttemptsMade));
        Assert.Equal(running.CreatedAt, running.StartedAt);
        Assert.Equal(
            ["submitted queued 0", "admitted running 1", "attempt-failed retrying 1 broken", "backoff-elapsed queued 1", "admitted running 2"],
            await TimelineAsync("a"));
    }

    [Fact]
    public async Task FailAttempt_AndResume_WhenRepeated_ChangeNothing()
    {
        await _store.SubmitAsync(Job("a"), None);
        await _store.FailAttemptAsync("a", 1, Broken, _time.Now, None);
        Assert.Equal(new JobTransition(false, JobState.Retrying), await _store.FailAttemptAsync("a", 1, Broken, _time.Now, None));
        await _store.ResumeAsync("a", 1, None);

        Assert.Equal(new JobTransition(false, JobState.Running), await _store.ResumeAsync("a", 1, None));
        Assert.Equal(new JobTransition(false, JobState.Running), await _store.FailAttemptAsync("a", 1, Broken, _time.Now, None));
        Assert.Equal(2, (await _store.FindAsync("a", None))!.AttemptsMade);
        Assert.Equal(5, (await TimelineAsync("a")).Count);
    }

    [Fact]
    public async Task Succeed_EndsTheJobAndClearsTheError()
    {
        await _store.SubmitAsync(Job("a"), None);
        await _store.FailAttemptAsync("a", 1, Broken, _time.Now, None);
        await _store.ResumeAsync("a", 1, None);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(new JobTransition(true, JobState.Completed), await _store.SucceedAsync("a", """{"n":1}""", None));
        Assert.Equal(new JobTransition(false, JobState.Completed), await _store.SucceedAsync("a", """{"n":2}""", None));

        var ended = await _store.FindAsync("a", None);
        Assert.Equal(("""{"n":1}""", null, _time.Now), (ended!.Result, ended.Error, ended.FinishedAt));
    }

    [Fact]
    public async Task Fail_EndsTheJobWithTheError()
    {
        await _store.SubmitAsync(Job("a"), None);
        var fault = JobFault.Data("bad", "It is bad.");

        Assert.Equal(new JobTransition(true, JobState.Failed), await _store.FailAsync("a", fault, None));
        Assert.Equal(new JobTransition(false, JobState.Failed), await _store.SucceedAsync("a", "1", None));

        var ended = await _store.FindAsync("a", None);
        Assert.Equal((fault, null, _time.Now), (ended!.Error, ended.Result, ended.FinishedAt));
    }

    [Fact]
    public async Task Stop_WhileItWaitsForItsNextAttempt_EndsTheJob()
    {
        await _store.SubmitAsync(Job("a"), None);
        await _store.FailAttemptAsync("a", 1, Broken, _time.Now.AddSeconds(5), None);

        Assert.Equal(new JobTransition(true, JobState.Cancelled), await _store.StopAsync("a", JobFault.Cancelled("terminated", "Gone."), None));
        Assert.Equal(new JobTransition(false, JobState.Cancelled), await _store.ResumeAsync("a", 1, None));

        var ended = await _store.FindAsync("a", None);
        Assert.Equal(("terminated", null), (ended!.Error!.Code, ended.NextAttemptAt));
    }

    [Fact]
    public async Task Changes_OfAnUnknownJob_AreFaults()
    {
        await Assert.ThrowsAsync<JobStoreException>(() => _store.SucceedAsync("nobody", "1", None));
    }

    [Fact]
    public async Task ReportStep_CountsEachStepOnce()
    {
        await _store.SubmitAsync(Job("a"), None);

        await _store.ReportStepAsync("a", "day/1", 3, "Day 1", None);
        await _store.ReportStepAsync("a", "day/2", 3, "Day 2", None);
        await _store.ReportStepAsync("a", "day/1", 3, "Day 1 again", None);

        Assert.Equal(new JobProgress(2, 3, "Day 2"), (await _store.FindAsync("a", None))!.Progress);
    }

    [Fact]
    public async Task ReportStep_InParallel_LosesNone()
    {
        await _store.SubmitAsync(Job("a"), None);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => _store.ReportStepAsync("a", $"{i % 30}", 30, "Step", None))));

        Assert.Equal(new JobProgress(30, 30, "Step"), (await _store.FindAsync("a", None))!.Progress);
    }

    [Fact]
    public async Task ReportStep_NeverShrinksTheTotal()
    {
        await _store.SubmitAsync(Job("a"), None);

        await _store.ReportStepAsync("a", "1", 10, "One", None);
        await _store.ReportStepAsync("a", "2", 5, "Two", None);

        Assert.Equal(new JobProgress(2, 10, "Two"), (await _store.FindAsync("a", None))!.Progress);
    }

    [Fact]
    public async Task ReportStep_AfterTheEnd_ChangesNothing()
    {
        await _store.SubmitAsync(Job("a"), None);
        await _store.StopAsync("a", JobFault.Cancelled("terminated", "Gone."), None);

        await _store.ReportStepAsync("a", "1", 10, "One", None);

        Assert.Equal(default, (await _store.FindAsync("a", None))!.Progress);
    }

    [Fact]
    public async Task TakeForReview_TakesWhatHasNotEnded_OncePerInterval()
    {
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            await _store.SubmitAsync(Job(id), None);
        }

        await _store.SucceedAsync("b", "1", None);
        await _store.FailAttemptAsync("c", 1, Broken, _time.Now, None);

        var first = await _store.TakeForReviewAsync(_time.Now, 2, None);
        var second = await _store.TakeForReviewAsync(_time.Now, 2, None);
        var third = await _store.TakeForReviewAsync(_time.Now, 2, None);
        _time.Advance(TimeSpan.FromSeconds(1));
        var later = await _store.TakeForReviewAsync(_time.Now, 10, None);

        Assert.Equal(["a", "c", "d"], first.Concat(second).Select(job => job.Id).Order());
        Assert.Equal(2, first.Count);
        Assert.Empty(third);
        Assert.Equal(["a", "c", "d"], later.Select(job => job.Id).Order());
    }

    [Fact]
    public async Task Open_WhenOpenAlready_ChangesNothing()
    {
        await _store.SubmitAsync(Job("a"), None);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new SqlJobStore(_database, _time).OpenAsync(None))));

        Assert.NotNull(await _store.FindAsync("a", None));
        Assert.Equal(JobStoreMigrations.All.Count, (await _store.ProbeAsync(None)).SchemaVersion);
    }

    [Fact]
    public async Task Open_WhenTheSchemaIsNewer_IsRefused()
    {
        await _database.WriteAsync(session => session.ExecuteAsync("INSERT INTO job_store_schema (number, applied_at) VALUES (999, 0)", new { }), None);

        Assert.Contains("schema 999", (await Assert.ThrowsAsync<JobStoreException>(() => _store.OpenAsync(None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhenItsWorkFails_UndoesThatWorkAndNoOther()
    {
        var writes = Enumerable.Range(0, 40).Select(i => Task.Run(() => _database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO job_store_schema (number, applied_at) VALUES (@number, 0)", new { number = 1000 + i });
                return i % 2 == 0 ? i : throw new InvalidOperationException("odd");
            },
            None))).ToArray();
        await Task.WhenAll(writes.Select(write => write.ContinueWith(_ => { }, None, TaskContinuationOptions.None, TaskScheduler.Default)));

        Assert.All(writes.Where((_, i) => i % 2 == 1), write => Assert.IsType<InvalidOperationException>(write.Exception?.InnerException));
        Assert.Equal(20, await _database.ReadAsync(
            session => session.ReadValueAsync<int>("SELECT COUNT(*) FROM job_store_schema WHERE number >= 1000", new { }), None));
    }

    protected static NewJob Job(string id) => new()
    {
        Id = id,
        Queue = "analytics-aggregation",
        Type = "aggregate",
        Name = "aggregate",
        Tenant = "pub-1",
        Arguments = """{"publisherId":"pub-1"}""",
        Priority = 50,
        Policy = JobPolicy.Default,
    };

    private async Task<IReadOnlyList<string>> TimelineAsync(string jobId)
    {
        var entries = await _store.ReadTimelineAsync(jobId, None);
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry.Sequence));
        return [.. entries.Select(entry => $"{entry.Event} {entry.State.ToName()} {entry.Attempt} {entry.Detail}".TrimEnd())];
    }
}
