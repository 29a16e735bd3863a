using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Which indexes the store's questions go by. A plan that reads a table whole, or sorts what an index has in order, fails.</summary>
public abstract class QueryPlanContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    public static TheoryData<string?, string?, string?, string> Lists => new()
    {
        { null, null, null, "jobs_list" },
        { null, "q1", null, "jobs_list_queue" },
        { null, "q1", "t1", "jobs_list_type" },
        { "pub-1", null, null, "jobs_list_tenant" },
        { "pub-1", "q1", null, "jobs_list_tenant_queue" },
        { "pub-1", "q1", "t1", "jobs_list_tenant_type" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task List_ReadsOneRangeOfTheFiltersOwnIndexPerState(string? tenant, string? queue, string? type, string index)
    {
        await FillRowsAsync(4000);
        foreach (var cursor in (JobCursor?[])[null, new JobCursor(Time.Now.ToUnixTimeMilliseconds() + 3000, "job-3000")])
        {
            foreach (var states in (JobState[][])[[], [JobState.Failed], [JobState.Failed, JobState.Queued]])
            {
                var filter = new JobFilter
                {
                    Tenants = tenant is null ? TenantScope.All : TenantScope.Only(tenant), Queue = queue, Type = type, States = states,
                    CreatedFrom = Time.Now.AddDays(-1), CreatedBefore = Time.Now.AddDays(1),
                };

                var plan = await ExplainAsync(JobListSql.Text(filter, cursor is not null), JobListSql.Parameters(filter, cursor, 51));

                AssertByIndex(plan, index, states.Length == 0 ? Enum.GetValues<JobState>().Length : states.Length);
            }
        }
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("pub-1", null, null)]
    [InlineData("pub-1", "q1", null)]
    [InlineData("pub-1", "q1", "t1")]
    public async Task ListOfChildren_ReadsOneRangeOfTheParentsIndexPerState(string? tenant, string? queue, string? type)
    {
        await FillRowsAsync(4000);
        await Database.WriteAsync(session => session.ExecuteAsync("UPDATE jobs SET parent_id = 'job-' || CAST(created_at % 40 AS TEXT)", new { }), None);
        await Database.WriteAsync(session => session.ExecuteAsync("ANALYZE jobs", new { }), None);
        var filter = new JobFilter
        {
            Tenants = tenant is null ? TenantScope.All : TenantScope.Only(tenant), Queue = queue, Type = type, ParentId = "job-1",
        };

        AssertByIndex(await ExplainAsync(JobListSql.Text(filter, false), JobListSql.Parameters(filter, null, 51)), "jobs_list_parent", Enum.GetValues<JobState>().Length);
    }

    [Theory]
    [InlineData(null, "job_tags_list")]
    [InlineData("pub-1", "job_tags_list_tenant")]
    public async Task ListByTag_ReadsOneRangeOfTheTagsIndex(string? tenant, string index)
    {
        await FillRowsAsync(4000);
        var filter = new JobFilter { Tenants = tenant is null ? TenantScope.All : TenantScope.Only(tenant), Tag = "all", Queue = "q1" };

        AssertByIndex(await ExplainAsync(JobTagListSql.Text(filter, true), JobListSql.Parameters(filter, new JobCursor(Time.Now.ToUnixTimeMilliseconds() + 3000, "job-3000"), 51, 2000)), index, 1);
    }

    [Theory]
    [InlineData("jobs_ready", "SELECT ready_rank FROM jobs WHERE jobs.queue = @queue AND jobs.limit_key = @key AND jobs.state = 'queued' ORDER BY ready_rank, ready_no LIMIT 1")]
    [InlineData("job_queue_keys_ready", "SELECT head_job FROM job_queue_keys WHERE queue = @queue AND is_open = 1 AND head_job IS NOT NULL ORDER BY head_rank, head_no LIMIT 1")]
    [InlineData("jobs_due", "SELECT id FROM jobs WHERE state = 'scheduled' AND queue = @queue AND due_at <= @now ORDER BY due_at LIMIT 100")]
    [InlineData("jobs_ended", "SELECT id FROM jobs WHERE state IN ('completed', 'failed', 'cancelled') AND queue = @queue AND state = @key AND finished_at < @now AND dependents_pending = 0 ORDER BY finished_at, id LIMIT 100")]
    [InlineData("jobs_dependents_pending", "SELECT id FROM jobs WHERE dependents_pending = 1 ORDER BY id LIMIT 1")]
    [InlineData("jobs_children_pending", "SELECT id FROM jobs WHERE children_pending = 1 ORDER BY id LIMIT 1")]
    [InlineData("jobs_children", "SELECT id FROM jobs WHERE parent_id = @key AND id > 'x' ORDER BY id LIMIT 100")]
    [InlineData("jobs_list_parent", "SELECT state, COUNT(*) FROM jobs WHERE parent_id = @key GROUP BY state")]
    [InlineData("job_dependencies_waiting", "SELECT job_id FROM job_dependencies WHERE depends_on = @key AND is_waiting = 1 ORDER BY job_id LIMIT 100")]
    [InlineData("job_signals_by_time", "SELECT job_id FROM job_signals WHERE written_at < @now ORDER BY written_at, job_id, kind LIMIT 100")]
    [InlineData("job_removals_by_time", "SELECT job_id FROM job_removals WHERE removed_at < @now ORDER BY removed_at, job_id LIMIT 100")]
    [InlineData("job_audit_by_job", "SELECT id FROM job_audit WHERE job_id = @key AND id < 'x' ORDER BY id DESC LIMIT 10")]
    public async Task Question_GoesByItsIndex(string index, string sql)
    {
        await FillRowsAsync(4000);

        AssertByIndex(await ExplainAsync(sql, new { queue = "q1", key = "failed", now = Time.Now.ToUnixTimeMilliseconds() + 100 }), index, 1);
    }

    [Fact]
    public async Task Wait_ReadsTheFirstOfTheQueuesWaitingJobs()
    {
        await FillRowsAsync(4000);

        AssertByIndex(await ExplainAsync(JobWaitSql.Text, new { queue = "q1", scan = JobWaitSql.Scan }), "jobs_list_queue", 1);
    }

    private Task<IReadOnlyList<string>> ExplainAsync(string sql, object parameters) => TestDatabase.ExplainAsync(Database, sql, parameters);

    private static void AssertByIndex(IReadOnlyList<string> plan, string index, int times)
    {
        var text = string.Join('\n', plan);
        Assert.True(times == plan.Count(line => line.Split(' ', '(').Contains(index)), $"{times} × {index} expected in:\n{text}");

        // Those hold nothing but what is asked for.
        var whole = plan.Where(line => line.Contains("Seq Scan", StringComparison.Ordinal) || line.StartsWith("SCAN job", StringComparison.Ordinal));
        Assert.True(whole.All(line => line.EndsWith("_pending", StringComparison.Ordinal)), text);
    }
}
