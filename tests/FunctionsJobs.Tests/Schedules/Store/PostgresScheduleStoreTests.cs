using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Tests.JobStore;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.Schedules.Store;

/// <summary>The schedule store on PostgreSQL.</summary>
[NeedsPostgres]
public sealed class PostgresScheduleStoreTests : ScheduleStoreContract
{
    private TestJobDatabase _database = null!;

    public override async Task DisposeAsync() => await _database.DisposeAsync();

    protected override async Task<IJobDatabase> CreateDatabaseAsync()
    {
        _database = await PostgresTestDatabase.CreateAsync();
        return _database.Open();
    }
}
