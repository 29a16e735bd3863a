using System.Collections.Concurrent;
using FunctionsJobs.JobStore.Postgres;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Postgres;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>A PostgreSQL schema of its own.</summary>
internal sealed class PostgresTestDatabase : TestJobDatabase
{
    // Long enough for a machine that does much else.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly ConcurrentBag<PostgresJobDatabase> _open = [];
    private readonly TestSchema _schema;

    private PostgresTestDatabase(TestSchema schema) => _schema = schema;

    public static async Task<TestJobDatabase> CreateAsync() => new PostgresTestDatabase(await TestSchema.CreateAsync());

    public override IJobDatabase Open()
    {
        var options = new PostgresOptions { StatementTimeout = Limit, LockTimeout = Limit, RetryTimeout = Limit };
        var database = new PostgresJobDatabase(_schema.ConnectionString, options, TimeProvider.System, NullLogger<PostgresJobDatabase>.Instance);
        _open.Add(database);
        return database;
    }

    public override Task<IReadOnlyList<string>> ExplainAsync(IJobDatabase database, string sql, object parameters) =>
        database.WriteAsync<IReadOnlyList<string>>(
            async session =>
            {
                // A small table is read whole, or sorted, whatever indexes it has; the question is what a large one would be read by.
                await session.ExecuteAsync("SET LOCAL enable_seqscan = off", new { });
                await session.ExecuteAsync("SET LOCAL enable_bitmapscan = off", new { });
                return await session.ListAsync<string>($"EXPLAIN {sql}", parameters);
            },
            CancellationToken.None);

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in _open)
        {
            await database.DisposeAsync();
        }

        await _schema.DisposeAsync();
    }
}
