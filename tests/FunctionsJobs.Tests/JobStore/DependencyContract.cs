using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Jobs that wait for other jobs.</summary>
public abstract class DependencyContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    [Fact]
    public async Task Job_WaitsForAllItDependsOn()
    {
        await AcceptAllAsync(Job("a"), Job("b"));
        Assert.Equal(["blocked"], await AcceptAllAsync(Job("c") with { DependsOn = ["a", "b"] }));

        Assert.Empty((await SucceedAsync("b")).Signals);
        Assert.Equal(["c admitted 1"], Told((await SucceedAsync("a")).Signals));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Job_OfAnotherQueue_IsUnblockedInTheSameCall()
    {
        await AcceptAllAsync(Job("a"), Job("b") with { Queue = "another", DependsOn = ["a"] });

        Assert.Equal(["b admitted 1"], Told((await SucceedAsync("a")).Signals));
        await AssertSoundAsync("another");
    }

    [Fact]
    public async Task Job_WhenAllItDependsOnHasCompleted_RunsAtOnce()
    {
        await AcceptAsync(Job("a"));
        await SucceedAsync("a");

        Assert.Equal(["running"], await AcceptAllAsync(Job("b") with { DependsOn = ["a"] }));
    }

    [Theory]
    [InlineData(DependencyPolicy.Fail, "failed")]
    [InlineData(DependencyPolicy.Cancel, "cancelled")]
    [InlineData(DependencyPolicy.Ignore, "running")]
    public async Task Job_WhenOneItDependsOnHasFailedBefore_EndsAsItsPolicySays(DependencyPolicy policy, string expected)
    {
        await AcceptAsync(Job("a"));
        await FailAsync("a");

        Assert.Equal([expected], await AcceptAllAsync(Job("b") with { DependsOn = ["a"], DependencyPolicy = policy }));
        Assert.Equal(expected, await StateAsync("b"));
        await AssertSoundAsync();
    }

    [Theory]
    [InlineData(DependencyPolicy.Fail, "failed", "b ended 0")]
    [InlineData(DependencyPolicy.Cancel, "cancelled", "b ended 0")]
    [InlineData(DependencyPolicy.Ignore, "running", "b admitted 1")]
    public async Task Job_WhenOneItDependsOnIsCancelled_EndsAsItsPolicySays(DependencyPolicy policy, string expected, string told)
    {
        await AcceptAllAsync(Job("a"), Job("b") with { DependsOn = ["a"], DependencyPolicy = policy });

        Assert.Equal([told], Told((await Store.StopAsync("a", Asked, None)).Signals));

        var job = await FindAsync("b");
        Assert.Equal(expected, job.State.ToName());
        Assert.Equal(policy == DependencyPolicy.Ignore ? null : JobFaultCategory.Dependency, job.Error?.Category);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Job_WhenItFailsByPolicy_EndsThoseThatDependOnIt_HoweverLongTheChain()
    {
        await AcceptAsync(Job("job-0"));
        for (var i = 1; i <= 30; i++)
        {
            await AcceptAsync(Job($"job-{i}") with { Queue = $"q{i % 3}", DependsOn = [$"job-{i - 1}"] });
        }

        var told = (await FailAsync("job-0")).Signals;

        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"job-{i} ended 0").Order(), Told(told).Order());
        Assert.Empty(await Recovery.SettleDependentsAsync(10, None));
    }

    [Fact]
    public async Task Job_WithHundredsOfDependents_TellsThemAll()
    {
        await AcceptAsync(Job("a"));
        await SubmitAllAsync(Enumerable.Range(0, 250).Select(i => Job($"job-{i}") with { Queue = $"q{i % 2}", DependsOn = ["a"] }));

        Assert.Equal(250, (await SucceedAsync("a")).Signals.Count(signal => signal.Kind == JobSignalKind.Admitted));
        await AssertSoundAsync("q0");
        await AssertSoundAsync("q1");
    }

    [Fact]
    public async Task Settle_WhenTheCallThatEndedAJobDied_GoesOnFromTheMark()
    {
        await AcceptAllAsync(Job("a"), Job("b") with { DependsOn = ["a"] });
        await Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE jobs SET state = 'completed', dependents_pending = 1 WHERE id = 'a'", new { }), None);

        Assert.Equal(["b admitted 1"], Told(await Recovery.SettleDependentsAsync(10, None)));
        Assert.Empty(await Recovery.SettleDependentsAsync(10, None));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("foreign")]
    [InlineData("nobodys")]
    [InlineData("c")]
    public async Task Submit_WhenAJobToDependOnIsUnknownOrForeign_IsRefused(string id)
    {
        await AcceptAllAsync(Job("a"), Job("foreign", tenant: "pub-2"), Job("nobodys", tenant: null));

        var refused = Assert.IsType<JobSubmission.DependenciesUnknown>(await Store.SubmitAsync(Job("c") with { DependsOn = ["a", id] }, None));

        Assert.Equal([id], refused.JobIds);
        Assert.Null(await Store.FindAsync("c", None));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Job_WhenDueWhileItStillWaits_IsBlocked()
    {
        await AcceptAllAsync(Job("a"), Job("b") with { RunAt = Time.Now.AddSeconds(1), DependsOn = ["a"] });
        Time.Advance(TimeSpan.FromSeconds(1));
        await Queues.AdmitAsync(Queue, None);
        Assert.Equal("blocked", await StateAsync("b"));

        Assert.Equal(["b admitted 1"], Told((await SucceedAsync("a")).Signals));
    }

    [Fact]
    public async Task Job_WhenItWaitsForItsTimeOnly_IsNotRunByTheEndOfWhatItDependsOn()
    {
        await AcceptAllAsync(Job("a"), Job("b") with { RunAt = Time.Now.AddSeconds(1), DependsOn = ["a"] });
        await SucceedAsync("a");
        Assert.Equal("scheduled", await StateAsync("b"));
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["b admitted 1"], Told((await Queues.AdmitAsync(Queue, None)).Signals));
    }

    [Fact]
    public async Task Submit_WhileWhatItDependsOnEnds_NeverWaitsForever()
    {
        await SubmitAllAsync(Enumerable.Range(0, 40).Select(i => Job($"a{i}")));

        await Task.WhenAll(Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            Task.Run(async () => { await Store.SubmitAsync(Job($"b{i}") with { Queue = "another", DependsOn = [$"a{i}"] }, None); }),
            Task.Run(async () => { await SucceedAsync($"a{i}"); }),
        }));

        await Recovery.SettleDependentsAsync(100, None);
        Assert.Equal(40, (await Queues.GetAsync("another", None)).Running);
        await AssertSoundAsync("another");
    }
}
