using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>A schema of its own on the PostgreSQL server.</summary>
internal sealed class PostgresTestDatabase(TestSchema schema) : TestJobDatabase
{
    private readonly List<IAsyncDisposable> _open = [];

    public static async Task<TestJobDatabase> CreateAsync() => new PostgresTestDatabase(await TestSchema.CreateAsync());

    public override IJobDatabase Open()
    {
        var database = PostgresJobStoreTests.Open(schema);
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

        await schema.DisposeAsync();
    }
}
