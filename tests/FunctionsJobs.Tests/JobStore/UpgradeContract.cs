using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Migrations;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>A store that an earlier version has written goes on.</summary>
public abstract class UpgradeContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    [Fact]
    public async Task Open_OfAStoreOfTheFirstVersion_KeepsItsJobsAndCountsThem()
    {
        await RestoreFirstVersionAsync(
            "('done', 'q', 'completed', 'pub-1', 1)",
            "('runs', 'q', 'running', 'pub-1', 1)",
            "('waits', 'q', 'retrying', NULL, 1)",
            "('stops', 'q', 'cancelling', 'pub-2', 1)",
            "('ready-1', 'q', 'queued', 'pub-1', 0)",
            "('ready-2', 'q', 'queued', 'pub-1', 0)");
        Use(With(new() { Concurrency = 2 }));

        await Store.OpenAsync(None);

        Assert.Equal(JobStoreMigrations.All.Count, (await Store.ProbeAsync(None)).SchemaVersion);
        await AssertSoundAsync();
        Assert.Equal(2, (await Queues.GetAsync(Queue, None)).Running);
        Assert.Equal(3, Assert.Single(await Index.CountAsync(TenantScope.Only("pub-1"), null, None)).States.Values.Sum() - 1);
        Assert.Equal(6, (await Index.ListAsync(new() { Tenants = TenantScope.All }, null, 10, None))!.Jobs.Count);
        Assert.Equal(["ready-1 admitted 1"], Told((await SucceedAsync("runs")).Signals));
        Assert.Equal(["ready-2 admitted 1"], Told((await Store.StopAsync("stops", Asked, None)).Signals));
        Assert.Equal(new JobTransition(true, JobState.Queued), await Store.ResumeAsync("waits", 1, None));
        await AssertSoundAsync();
    }

    protected override Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Makes the database what the first version left behind: its tables, with jobs of this id, queue, state, tenant and number of attempts.</summary>
    private async Task RestoreFirstVersionAsync(params string[] jobs)
    {
        await Database.MigrateAsync(
            async session =>
            {
                await session.ExecuteAsync("CREATE TABLE job_store_schema (number INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)", new { });
                foreach (var statement in JobStoreMigrations.All[0].Statements(Database.Dialect))
                {
                    await session.ExecuteAsync(statement, new { });
                }

                await session.ExecuteAsync("INSERT INTO job_store_schema (number, applied_at) VALUES (1, 0)", new { });
                await session.ExecuteAsync(
                    $"""
                    INSERT INTO jobs (id, queue, state, tenant, attempts_made, type, name, arguments, priority, attempts_max, backoff_type, backoff_ms,
                        progress_step, progress_total, created_at, started_at, reviewed_at)
                    SELECT column1, column2, column3, column4, column5, 't', 't', '{"{}"}', 50, 3, 'fixed', 1000, 0, 0, 1767225600000, 1767225600000, 0
                    FROM (VALUES {string.Join(", ", jobs)}) AS given
                    """,
                    new { });
            },
            None);
    }
}
