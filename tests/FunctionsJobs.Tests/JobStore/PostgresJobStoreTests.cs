using FunctionsJobs.JobStore.Postgres;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Postgres;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>The job store on PostgreSQL.</summary>
[NeedsPostgres]
public sealed class PostgresJobStoreTests : JobStoreContract
{
    // Long enough for a machine that does much else.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private TestSchema _schema = null!;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _schema.DisposeAsync();
    }

    protected override async Task<IJobDatabase> CreateDatabaseAsync()
    {
        _schema = await TestSchema.CreateAsync();
        return Open(_schema);
    }

    internal static PostgresJobDatabase Open(TestSchema schema) => new(
        schema.ConnectionString,
        new PostgresOptions { StatementTimeout = Limit, LockTimeout = Limit, RetryTimeout = Limit },
        TimeProvider.System,
        NullLogger<PostgresJobDatabase>.Instance);
}
