using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Lists, counts and figures.</summary>
public abstract class JobIndexContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    private static readonly JobFilter Everything = new() { Tenants = TenantScope.All };

    [Fact]
    public async Task List_OfEveryFilter_ShowsWhatItShould_NewestFirst()
    {
        var jobs = await FillAsync(120);
        foreach (var filter in Filters(jobs))
        {
            var expected = jobs.Where(job => Matches(job, filter)).Select(job => job.Id).ToList();

            Assert.Equal(expected, await PageThroughAsync(filter, 7));
        }
    }

    [Fact]
    public async Task List_OfATag_WithAnotherFilter_LooksAtSoManyJobsPerPage()
    {
        await FillRowsAsync(2100);
        var filter = Everything with { Queue = "q1", Type = "t1", States = [JobState.Blocked], Tag = "all" };

        // The only such jobs are 1, 181, 361 …; a page looks at 2,000, beginning with the newest.
        var first = (await Index.ListAsync(filter, null, 50, None))!;
        var second = (await Index.ListAsync(filter, first.Cursor, 50, None))!;

        Assert.Equal(Enumerable.Range(1, 11).Select(i => $"job-{1 + (180 * (12 - i))}"), first.Jobs.Select(job => job.Id));
        Assert.Equal("job-1", Assert.Single(second.Jobs).Id);
        Assert.Null(second.Cursor);
    }

    [Fact]
    public async Task FindWaitingSince_IsWhenTheLongestWaitingBecameReady()
    {
        Use(With(new QueueLimits { Concurrency = 1 }));
        Assert.Null(await Index.FindWaitingSinceAsync(Queue, None));
        await AcceptAsync(Job("runs"));
        Assert.Null(await Index.FindWaitingSinceAsync(Queue, None));
        var since = Time.Now;
        await AcceptAsync(Job("waits"));
        Time.Advance(TimeSpan.FromMinutes(5));
        await AcceptAsync(Job("waits-too"));

        Assert.Equal(since, await Index.FindWaitingSinceAsync(Queue, None));
        Assert.Null(await Index.FindWaitingSinceAsync("another", None));
    }

    [Fact]
    public async Task Cursor_OfAnotherFilterOrChanged_IsWorthNothing()
    {
        await FillAsync(60);
        var filter = Everything with { Tenants = TenantScope.Only("pub-1") };
        var cursor = (await Index.ListAsync(filter, null, 1, None))!.Cursor!;

        Assert.NotNull(await Index.ListAsync(filter, cursor, 1, None));
        Assert.Null(await Index.ListAsync(Everything, cursor, 1, None));
        Assert.Null(await Index.ListAsync(filter with { Tenants = TenantScope.Only("pub-2") }, cursor, 1, None));
        Assert.Null(await Index.ListAsync(filter, cursor[..^2] + (cursor[^2] == 'A' ? "BA" : "AA"), 1, None));
        Assert.Null(await Index.ListAsync(filter, "AAAA", 1, None));
        Assert.Null(await Index.ListAsync(filter, "not base64!", 1, None));
        Assert.NotNull(await new SqlJobIndex(TestDatabase.Open(), Time).ListAsync(filter, cursor, 1, None));
    }

    [Fact]
    public async Task List_WhileJobsComeAndGo_ShowsWhatStaysOnce()
    {
        var jobs = await FillAsync(40);
        var first = (await Index.ListAsync(Everything, null, 10, None))!;
        Time.Advance(TimeSpan.FromSeconds(1));
        await AcceptAsync(Job("newer"));
        await Database.WriteAsync(session => session.ExecuteAsync("DELETE FROM jobs WHERE id = @id", new { id = first.Jobs[^1].Id }), None);

        var rest = await PageThroughAsync(Everything, 10, first.Cursor);

        Assert.Equal(jobs.Skip(10).Select(job => job.Id), rest);
    }

    [Fact]
    public async Task List_OfATypeWithoutItsQueue_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Index.ListAsync(Everything with { Type = "t" }, null, 1, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Index.ListAsync(Everything, null, 0, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Index.ListAsync(Everything, null, IJobIndex.MaxPage + 1, None));
    }

    [Fact]
    public async Task Count_IsPerTenantQueueAndState()
    {
        var jobs = await FillAsync(60);

        foreach (var tenants in (TenantScope[])[TenantScope.All, TenantScope.Only("pub-1"), TenantScope.Only("*"), TenantScope.Only("nobody")])
        {
            var expected = jobs.Where(job => tenants.Tenant is null || job.Tenant == tenants.Tenant)
                .GroupBy(job => (job.Queue, job.State)).Select(group => $"{group.Key.Queue} {group.Key.State} {group.Count()}").Order(StringComparer.Ordinal);
            var counted = (await Index.CountAsync(tenants, null, None))
                .SelectMany(queue => queue.States.Select(state => $"{queue.Queue} {state.Key} {state.Value}")).Order(StringComparer.Ordinal);

            Assert.Equal(expected, counted);
        }

        var one = Assert.Single(await Index.CountAsync(TenantScope.All, "q1", None));
        Assert.Equal(jobs.Count(job => job is { Queue: "q1", State: JobState.Running }), one[JobState.Running]);
        Assert.Empty(Assert.Single(await Index.CountAsync(TenantScope.All, "nothing", None)).States);
    }

    [Fact]
    public async Task Measure_TellsRatesAndDurationsOfTheWindow()
    {
        await AcceptAsync(Job("old"));
        await SucceedAsync("old");
        Time.Advance(TimeSpan.FromHours(2));
        for (var i = 1; i <= 100; i++)
        {
            var (id, began) = ($"job-{i}", Time.Now);
            await AcceptAsync(Job(id, tenant: i % 2 == 0 ? "pub-1" : "pub-2"));
            Time.Advance(TimeSpan.FromMilliseconds(i * 10));
            await (i <= 90 ? SucceedAsync(id) : FailAsync(id));
            Time.Advance(began - Time.Now);
        }

        var all = Assert.Single(await Index.MeasureAsync(TenantScope.All, Queue, TimeSpan.FromHours(1), None));
        var own = Assert.Single(await Index.MeasureAsync(TenantScope.Only("pub-1"), null, TimeSpan.FromHours(1), None));

        Assert.Equal((90, 10, 0, 0.9), (all.Completed, all.Failed, all.Cancelled, all.SuccessRate));
        Assert.Equal(TimeSpan.FromMilliseconds(455), all.MeanDuration);
        Assert.InRange(all.P50!.Value.TotalMilliseconds, 450 * 0.9, 450 * 1.1);
        Assert.InRange(all.P95!.Value.TotalMilliseconds, 860 * 0.9, 860 * 1.1);
        Assert.Equal(91, all.Counts[JobState.Completed]);
        Assert.Equal((45, 5), (own.Completed, own.Failed));
        Assert.Null(Assert.Single(await Index.MeasureAsync(TenantScope.All, "nothing", TimeSpan.FromHours(1), None)).P95);
    }

    /// <summary>Jobs of all kinds, several of them accepted at the same time; as stored, newest first.</summary>
    private async Task<IReadOnlyList<JobRecord>> FillAsync(int count)
    {
        var random = new Random(7);
        for (var i = 0; i < count; i++)
        {
            var id = $"job-{random.Next(1000):000}-{i}";
            await AcceptAsync(Job(id, tenant: random.Next(4) switch { 0 => null, 1 => "*", var n => $"pub-{n - 1}" }) with
            {
                Queue = $"q{random.Next(3)}",
                Type = $"t{random.Next(2)}",
                Tags = [.. ((string[])["red", "blue"]).Where(_ => random.Next(2) == 0)],
                RunAt = random.Next(4) == 0 ? Time.Now.AddDays(1) : null,
            });
            await (random.Next(4) switch { 0 => SucceedAsync(id), 1 => FailAsync(id), 2 => CancelAsync(id), _ => Task.CompletedTask });
            Time.Advance(TimeSpan.FromMilliseconds(random.Next(2)));
        }

        var ids = await Database.ReadAsync(session => session.ListAsync<string>("SELECT id FROM jobs", new { }), None);
        var jobs = await Task.WhenAll(ids.Select(FindAsync));
        return [.. jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<JobFilter> Filters(IReadOnlyList<JobRecord> jobs) =>
        from tenants in (TenantScope[])[TenantScope.All, TenantScope.Only("pub-1")]
        from kind in ((string? Queue, string? Type)[])[(null, null), ("q1", null), ("q1", "t1")]
        from states in (JobState[][])[[], [JobState.Running], [JobState.Failed, JobState.Scheduled, JobState.Failed]]
        from tag in (string?[])[null, "red"]
        from range in ((DateTimeOffset?, DateTimeOffset?)[])[(null, null), (jobs[90].CreatedAt, jobs[20].CreatedAt)]
        select new JobFilter
        {
            Tenants = tenants, Queue = kind.Queue, Type = kind.Type, States = states, Tag = tag, CreatedFrom = range.Item1, CreatedBefore = range.Item2,
        };

    private static bool Matches(JobRecord job, JobFilter filter) =>
        (filter.Tenants.Tenant is not { } tenant || job.Tenant == tenant)
        && (filter.Queue is not { } queue || job.Queue == queue)
        && (filter.Type is not { } type || job.Type == type)
        && (filter.States.Count == 0 || filter.States.Contains(job.State))
        && (filter.Tag is not { } tag || JobTags.Read(job.Tags).Contains(tag))
        && !(job.CreatedAt < filter.CreatedFrom)
        && !(job.CreatedAt >= filter.CreatedBefore);

    private async Task<IReadOnlyList<string>> PageThroughAsync(JobFilter filter, int limit, string? cursor = null)
    {
        var ids = new List<string>();
        do
        {
            var page = (await Index.ListAsync(filter, cursor, limit, None))!;
            Assert.InRange(page.Jobs.Count, 0, limit);
            ids.AddRange(page.Jobs.Select(job => job.Id));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return ids;
    }
}
