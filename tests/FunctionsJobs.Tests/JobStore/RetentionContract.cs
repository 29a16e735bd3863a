using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Retention;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Removing what has ended.</summary>
public abstract class RetentionContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    private static readonly JobRetentionRules Rules = JobRetentionRules.Default with { CompletedPerQueue = 3 };

    [Fact]
    public async Task RemoveExpired_GoesByAgeOfTheEnd()
    {
        await AcceptAllAsync(Job("completed"), Job("failed"), Job("cancelled"), Job("running"));
        await SucceedAsync("completed");
        await FailAsync("failed");
        await Store.StopAsync("cancelled", Asked, None);

        Time.Advance(TimeSpan.FromHours(24));
        Assert.Empty(await Retention.RemoveExpiredAsync(Rules, 10, None));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([new RemovedJob("completed", Queue, "t", "pub-1", "1")], await Retention.RemoveExpiredAsync(Rules, 10, None));
        Time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(["cancelled", "failed"], (await Retention.RemoveExpiredAsync(Rules, 10, None)).Select(job => job.Id).Order());
        Assert.Equal("running", await StateAsync("running"));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task RemoveExpired_KeepsTheNewestCompletedOfAQueue()
    {
        for (var i = 0; i < 8; i++)
        {
            await AcceptAsync(Job($"job-{i}"));
            await SucceedAsync($"job-{i}");
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["job-0", "job-1"], (await Retention.RemoveExpiredAsync(Rules, 2, None)).Select(job => job.Id));
        Assert.Equal(["job-2", "job-3", "job-4"], (await Retention.RemoveExpiredAsync(Rules, 10, None)).Select(job => job.Id));
        Assert.Empty(await Retention.RemoveExpiredAsync(Rules, 10, None));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Remove_LeavesNothingOfTheJobButANote()
    {
        await AcceptAllAsync(Job("parent"), Job("a") with
        {
            DependsOn = ["parent"], DependencyPolicy = DependencyPolicy.Ignore, Tags = ["red"], UniqueFor = TimeSpan.FromDays(1),
            Idempotency = new IdempotencyKey("", "k", "hash"), Actor = Ada,
        });
        await FailAsync("parent");
        await Store.ReportStepAsync("a", "1", 1, "One", None);
        await FailAsync("a");

        Assert.Equal(new RemovedJob("a", Queue, "t", "pub-1", null), await Retention.RemoveAsync("a", Ada, None));

        Assert.Null(await Store.FindAsync("a", None));
        foreach (var table in (string[])["job_timeline", "job_steps", "job_idempotency", "job_unique", "job_tags", "job_dependencies", "job_signals"])
        {
            Assert.Equal(0, await Database.ReadAsync(
                session => session.ReadValueAsync<int>($"SELECT COUNT(*) FROM {table} WHERE job_id = 'a'", new { }), None));
        }

        Assert.Equal(["remove", "submit"], (await Audit.ListJobAsync("a", null, 10, None)).Select(line => line.Action).Order());
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Note_KeepsTheIdUntilItIsConfirmed()
    {
        await AcceptAsync(Job("a"));
        await FailAsync("a");
        var removed = (await Retention.RemoveAsync("a", Ada, None))!;
        Assert.IsType<JobSubmission.IdTaken>(await Store.SubmitAsync(Job("a"), None));
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([removed], await Retention.ListUnconfirmedAsync(Time.Now, 10, None));
        await Retention.ConfirmAsync(["a"], None);
        Assert.Empty(await Retention.ListUnconfirmedAsync(Time.Now, 10, None));
        await AcceptAsync(Job("a"));
    }

    [Fact]
    public async Task Remove_OfAJobThatHasNotEnded_DoesNothing()
    {
        await AcceptAsync(Job("a"));

        Assert.Null(await Retention.RemoveAsync("a", Ada, None));
        Assert.Null(await Retention.RemoveAsync("nobody", Ada, None));
        Assert.Equal("running", await StateAsync("a"));
        Assert.Empty(await Audit.ListJobAsync("a", null, 10, None));
    }

    [Fact]
    public async Task Remove_OfAJobWhoseDependentsHaveNotBeenTold_WaitsForThem()
    {
        await AcceptAllAsync(Job("a"), Job("b") with { DependsOn = ["a"] });
        await FailAsync("a");
        await Database.WriteAsync(session => session.ExecuteAsync("UPDATE jobs SET dependents_pending = 1 WHERE id = 'a'", new { }), None);
        Time.Advance(TimeSpan.FromDays(8));

        Assert.Equal("b", Assert.Single(await Retention.RemoveExpiredAsync(Rules, 10, None)).Id);
        Assert.Null(await Retention.RemoveAsync("a", Ada, None));
        await Recovery.SettleDependentsAsync(10, None);
        Assert.NotNull(await Retention.RemoveAsync("a", Ada, None));
    }

    [Fact]
    public async Task Clean_TakesOneStateOfOneQueue_AndOneTenantWhereAsked()
    {
        await AcceptAllAsync(Job("a"), Job("b"), Job("c", tenant: "pub-2"), Job("d"), Job("e") with { Queue = "another" });
        foreach (var id in (string[])["a", "b", "c", "e"])
        {
            await FailAsync(id);
        }

        await SucceedAsync("d");
        Time.Advance(TimeSpan.FromSeconds(10));
        var (own, before) = (TenantScope.Only("pub-1"), Time.Now.AddSeconds(-5));

        Assert.Empty(await Retention.CleanAsync(own, Queue, JobState.Failed, Time.Now.AddSeconds(-10), 10, Ada, None));
        Assert.Equal(["a"], (await Retention.CleanAsync(own, Queue, JobState.Failed, before, 1, Ada, None)).Select(job => job.Id));
        Assert.Equal(["b"], (await Retention.CleanAsync(own, Queue, JobState.Failed, before, 10, Ada, None)).Select(job => job.Id));
        Assert.Equal(["c"], (await Retention.CleanAsync(TenantScope.All, Queue, JobState.Failed, before, 10, Ada, None)).Select(job => job.Id));
        Assert.Equal(["1 failed", "1 failed", "1 failed"], (await Audit.ListQueueAsync(Queue, null, 10, None)).Select(line => line.Detail));
        await Assert.ThrowsAsync<ArgumentException>(() => Retention.CleanAsync(own, Queue, JobState.Running, before, 10, Ada, None));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Trim_ForgetsOldLinesAndFigures()
    {
        await AcceptAsync(Job("a") with { Actor = Ada });
        await SucceedAsync("a");
        Time.Advance(Rules.Audit - TimeSpan.FromSeconds(1));
        Assert.Equal(2, await Retention.TrimAsync(Rules, None));
        Assert.Single(await Audit.ListJobAsync("a", null, 10, None));
        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, await Retention.TrimAsync(Rules, None));
        Assert.Empty(await Audit.ListJobAsync("a", null, 10, None));
    }

    [Fact]
    public async Task Audit_IsPagedNewestFirst()
    {
        for (var i = 0; i < 5; i++)
        {
            await Audit.AppendAsync(new(new string('x', 300), null), $"refused-{i}", Queue, null, "role", None);
            Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var first = await Audit.ListQueueAsync(Queue, null, 3, None);
        var rest = await Audit.ListQueueAsync(Queue, first[^1].Id, 3, None);

        Assert.Equal(["refused-4", "refused-3", "refused-2", "refused-1", "refused-0"], first.Concat(rest).Select(line => line.Action));
        Assert.All(first, line => Assert.Equal(200, line.Actor.Name.Length));
    }
}
