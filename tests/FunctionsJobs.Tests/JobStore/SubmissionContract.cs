using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Delays, uniqueness and what else a submission asks for.</summary>
public abstract class SubmissionContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    [Fact]
    public async Task Submit_WithEverything_KeepsIt()
    {
        await AcceptAsync(Job("parent"));
        var notify = new JobNotify("ada@example.org", "https://example.org/hook");
        var accepted = (await AcceptAsync(Job("a") with
        {
            RunAt = Time.Now.AddSeconds(5),
            LimitKey = "host",
            DependsOn = ["parent"],
            DependencyPolicy = DependencyPolicy.Cancel,
            Tags = ["nightly", "\"b\" ü"],
            Notify = notify,
            Actor = Ada,
        })).Job;

        Assert.Equal(accepted, await FindAsync("a"));
        Assert.Equal((Time.Now.AddSeconds(5), "host", 1, DependencyPolicy.Cancel, notify), (accepted.DueAt, accepted.LimitKey, accepted.DependenciesLeft, accepted.DependencyPolicy, accepted.Notify));
        Assert.Equal(["\"b\" ü", "nightly"], JobTags.Read(accepted.Tags));
        Assert.Equal(["parent"], await Store.ReadDependenciesAsync("a", None));
        var line = Assert.Single(await Audit.ListJobAsync("a", null, 10, None));
        Assert.Equal((Ada, "submit", Queue, "pub-1", Time.Now), (line.Actor, line.Action, line.Queue, line.Tenant, line.At));
    }

    [Fact]
    public async Task Submit_ForLater_IsReadyWhenItsTimeComes()
    {
        Assert.Equal(["scheduled", "running"], await AcceptAllAsync(Job("a") with { RunAt = Time.Now.AddSeconds(5) }, Job("past") with { RunAt = Time.Now }));
        Assert.Equal(Time.Now.AddSeconds(5), (await Queues.AdmitAsync(Queue, None)).NextAt);
        Assert.Equal([Queue], await Recovery.ListQueuesWithWorkAsync(None));
        Time.Advance(TimeSpan.FromSeconds(7));

        var admission = await Queues.AdmitAsync(Queue, None);

        Assert.Equal(["a admitted 1"], Told(admission.Signals));
        Assert.Null(admission.NextAt);
        Assert.Equal(Time.Now.AddSeconds(-2), (await FindAsync("a")).ReadyAt);
        Assert.Empty(await Recovery.ListQueuesWithWorkAsync(None));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Admit_WhenHundredsAreDue_MakesThemAllReady()
    {
        await SubmitAllAsync(Enumerable.Range(0, 230).Select(i => Job($"job-{i}") with { RunAt = Time.Now.AddSeconds(1) }));
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(230, (await Queues.AdmitAsync(Queue, None)).Signals.Count);
    }

    [Fact]
    public async Task Unique_WithinItsWindow_AnswersTheJobThatIsThere()
    {
        var unique = Job("a") with { Arguments = "{}", UniqueFor = TimeSpan.FromMinutes(1) };
        await AcceptAsync(unique);
        Time.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal("a", Assert.IsType<JobSubmission.Existing>(await Store.SubmitAsync(unique with { Id = "b" }, None)).Job.Id);
        Assert.Null(await Store.FindAsync("b", None));
        await AcceptAllAsync(
            unique with { Id = "other-tenant", Tenant = "pub-2" },
            unique with { Id = "no-tenant", Tenant = null },
            unique with { Id = "other-type", Type = "u" },
            unique with { Id = "other-arguments", Arguments = """{"x":1}""" },
            unique with { Id = "not-unique", UniqueFor = null });
        Time.Advance(TimeSpan.FromSeconds(1));
        await AcceptAsync(unique with { Id = "after" });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unique_WhenTheJobFailedOrWasCancelled_DoesNotHoldTheNextOneBack(bool cancel)
    {
        var unique = Job("a") with { Arguments = "{}", UniqueFor = TimeSpan.FromMinutes(1) };
        await AcceptAsync(unique);
        await (cancel ? Store.StopAsync("a", Asked, None) : FailAsync("a"));

        await AcceptAsync(unique with { Id = "b" });
        Assert.Equal("b", Assert.IsType<JobSubmission.Existing>(await Store.SubmitAsync(unique with { Id = "c" }, None)).Job.Id);
    }

    [Fact]
    public async Task Unique_WithAKey_KeepsTheKeyForTheJobThatIsThere()
    {
        var unique = Job("a") with { Arguments = "{}", UniqueFor = TimeSpan.FromMinutes(1) };
        await AcceptAsync(unique);
        var keyed = unique with { Id = "b", Idempotency = new IdempotencyKey("", "k", "hash") };
        await Store.SubmitAsync(keyed, None);
        await SucceedAsync("a");
        Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("a", Assert.IsType<JobSubmission.Existing>(await Store.SubmitAsync(keyed, None)).Job.Id);
    }

    [Fact]
    public async Task Submit_WhenSentAHundredTimesInParallelAsUnique_AcceptsOneJob()
    {
        var unique = Job("a") with { Arguments = "{}", UniqueFor = TimeSpan.FromMinutes(1) };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => Store.SubmitAsync(unique with { Id = $"job-{i}" }, None))));

        var accepted = Assert.Single(outcomes.OfType<JobSubmission.Accepted>()).Job;
        Assert.All(outcomes.OfType<JobSubmission.Existing>(), existing => Assert.Equal(accepted.Id, existing.Job.Id));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Submit_OfAHundredJobsInParallelByTwoProcesses_KeepsTheLimits()
    {
        var limits = With(new() { Concurrency = 7, KeyConcurrency = 2 });
        Use(limits);
        var other = new SqlJobStore(TestDatabase.Open(), Time, limits);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => (i % 2 == 0 ? Store : other).SubmitAsync(Job($"job-{i}") with { LimitKey = $"key-{i % 5}" }, None))));

        Assert.Equal(7, (await Queues.GetAsync(Queue, None)).Running);
        await AssertSoundAsync();
    }
}
