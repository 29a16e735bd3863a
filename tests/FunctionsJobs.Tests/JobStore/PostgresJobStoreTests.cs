using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>The job store on PostgreSQL.</summary>
[NeedsPostgres]
public sealed class PostgresJobStoreTests : JobStoreContract
{
    private TestJobDatabase _database = null!;

    public override async Task DisposeAsync() => await _database.DisposeAsync();

    protected override async Task<IJobDatabase> CreateDatabaseAsync()
    {
        _database = await PostgresTestDatabase.CreateAsync();
        return _database.Open();
    }
}
