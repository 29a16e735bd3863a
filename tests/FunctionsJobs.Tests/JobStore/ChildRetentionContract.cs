using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Retention;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Removing jobs that have children, and children.</summary>
public abstract class ChildRetentionContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    private static readonly JobRetentionRules Rules = JobRetentionRules.Default with { CompletedPerQueue = 3 };

    [Fact]
    public async Task RemoveExpired_KeepsChildrenOfAJobThatHasNotEnded()
    {
        await FamilyAsync("p", 5);
        await AcceptAsync(Job("single"));
        await SucceedAsync("single");
        Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["single"], await RemoveExpiredAsync());

        await SucceedAsync("p");

        Assert.Equal(Children("p", 5), (await RemoveExpiredAsync()).Order());
        Assert.Equal("completed", await StateAsync("p"));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task RemoveExpired_ByNumber_CountsNoChildThatItsParentKeeps()
    {
        await FamilyAsync("p", 5);
        foreach (var id in (string[])["a", "b", "c"])
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await AcceptAsync(Job(id));
            await SucceedAsync(id);
        }

        Assert.Empty(await RemoveExpiredAsync());
        await AcceptAsync(Job("d"));
        await SucceedAsync("d");
        Assert.Equal(["a"], await RemoveExpiredAsync());

        await SucceedAsync("p");
        Assert.Equal(Children("p", 5).Prepend("b"), (await RemoveExpiredAsync()).Order());
        await AssertSoundAsync();
    }

    [Fact]
    public async Task RemoveExpired_OfAParent_TakesItsChildrenFirst_WhateverTheirAge()
    {
        await FamilyAsync("p", 250, fail: true);
        await FailAsync("p");
        await AcceptAsync(Job("younger"));
        await FailAsync("younger");
        Time.Advance(TimeSpan.FromDays(8));

        var removed = await RemoveExpiredAsync();

        Assert.Equal(252, removed.Count);
        Assert.True(removed.ToList().IndexOf("p") > removed.ToList().LastIndexOf(Child("p", 249)));
        Assert.Empty(await Store.CountChildrenAsync("p", None));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task RemoveExpired_InSmallSteps_EndsWithNothingLeft()
    {
        await FamilyAsync("p", 7);
        await FailAsync("p");
        Time.Advance(TimeSpan.FromDays(8));

        var counts = new List<int>();
        while (await Retention.RemoveExpiredAsync(Rules, 3, None) is { Count: > 0 } step)
        {
            counts.Add(step.Count);
        }

        Assert.Equal([3, 3, 2], counts);
        Assert.Null(await Store.FindAsync("p", None));
    }

    [Fact]
    public async Task Remove_OfAParent_NeedsItsChildrenGone_AndThoseToHaveEnded()
    {
        await FamilyAsync("p", 2, leave: 1);
        await SucceedAsync("p");
        Assert.Empty(await Retention.RemoveChildrenAsync("p", 10, None));
        Assert.Null(await Retention.RemoveAsync("p", Ada, None));

        await SucceedAsync(Child("p", 1));
        Assert.Null(await Retention.RemoveAsync("p", Ada, None));
        Assert.Equal([Child("p", 0)], (await Retention.RemoveChildrenAsync("p", 1, None)).Select(job => job.Id));
        Assert.Equal([Child("p", 1)], (await Retention.RemoveChildrenAsync("p", 10, None)).Select(job => job.Id));
        Assert.Equal("p", (await Retention.RemoveAsync("p", Ada, None))!.Id);
        Assert.Empty(await Retention.RemoveChildrenAsync("p", 10, None));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Remove_OfAParentsChildren_BySeveralAtOnce_TakesEachAwayOnce()
    {
        await FamilyAsync("p", 40);
        await FailAsync("p");

        var removed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Retention.RemoveChildrenAsync("p", 100, None))));

        Assert.Equal(Children("p", 40), removed.SelectMany(jobs => jobs).Select(job => job.Id).Order());
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Remove_OfAChild_WaitsForItsParentsEnd()
    {
        await FamilyAsync("p", 1);
        Assert.Null(await Retention.RemoveAsync(Child("p", 0), Ada, None));

        await SucceedAsync("p");
        Assert.NotNull(await Retention.RemoveAsync(Child("p", 0), Ada, None));
    }

    [Fact]
    public async Task Clean_FollowsTheSameRules()
    {
        await FamilyAsync("alive", 2);
        await FamilyAsync("done", 2, fail: true);
        await SucceedAsync("done");
        Time.Advance(TimeSpan.FromSeconds(1));

        var removed = await Retention.CleanAsync(TenantScope.Only("pub-1"), Queue, JobState.Completed, Time.Now, 100, Ada, None);

        Assert.Equal(Children("done", 2).Append("done"), removed.Select(job => job.Id));
        Assert.Equal(["completed", "completed"], [await StateAsync(Child("alive", 0)), await StateAsync(Child("alive", 1))]);
        await AssertSoundAsync();
    }

    private static string Child(string parent, int number) => JobId.OfChild(parent, number);

    private static IEnumerable<string> Children(string parent, int count) => Enumerable.Range(0, count).Select(i => Child(parent, i));

    private async Task<IReadOnlyList<string>> RemoveExpiredAsync() => [.. (await Retention.RemoveExpiredAsync(Rules, 1000, None)).Select(job => job.Id)];

    /// <summary>A running job with children that have ended, but for the last few.</summary>
    private async Task FamilyAsync(string parent, int count, bool fail = false, int leave = 0)
    {
        await AcceptAsync(Job(parent));
        await Store.SubmitChildrenAsync(parent, 1, count, [.. Children(parent, count).Select(id => Job(id))], None);
        foreach (var id in Children(parent, count - leave))
        {
            await (fail ? FailAsync(id) : SucceedAsync(id));
        }
    }
}
