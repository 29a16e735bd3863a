using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Tests.Servers;
using Npgsql;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Steps beside another process that ends the job.</summary>
[NeedsPostgres]
public sealed class PostgresJobStepTests : IAsyncLifetime
{
    private TestSchema _schema = null!;
    private IJobDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _database = PostgresJobStoreTests.Open(_schema);
    }

    public async Task DisposeAsync()
    {
        await ((IAsyncDisposable)_database).DisposeAsync();
        await _schema.DisposeAsync();
    }

    [Fact]
    public async Task ReportStep_WhileTheJobIsBeingEnded_IsNotCounted()
    {
        var store = new SqlJobStore(_database, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        await store.SubmitAsync(Lifecycle.Harness.JobHub.NewJob("a"), CancellationToken.None);
        await using var other = await _schema.ConnectAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var end = new NpgsqlCommand("UPDATE jobs SET state = 'completed' WHERE id = 'a'", other, transaction))
        {
            await end.ExecuteNonQueryAsync();
        }

        var report = store.ReportStepAsync("a", "1", 10, "One", CancellationToken.None);
        await _schema.WaitUntilBlockedByAsync(other);
        await transaction.CommitAsync();
        await report;

        Assert.Equal(default, (await store.FindAsync("a", CancellationToken.None))!.Progress);
        Assert.Equal(0L, await _schema.ExecuteAsync($"SELECT COUNT(*) FROM {_schema.Name}.job_steps"));
    }
}
