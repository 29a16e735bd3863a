using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.JobStore.Sqlite;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>A SQLite file in a folder of its own.</summary>
internal sealed class SqliteTestDatabase : TestJobDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jobstore-").FullName;
    private readonly List<SqliteJobDatabase> _open = [];

    public string DataFile => Path.Combine(_folder, "jobs.db");

    public static Task<TestJobDatabase> CreateAsync() => Task.FromResult<TestJobDatabase>(new SqliteTestDatabase());

    public override IJobDatabase Open()
    {
        var database = new SqliteJobDatabase(DataFile, TimeSpan.FromSeconds(60));
        _open.Add(database);
        return database;
    }

    public override Task<IReadOnlyList<string>> ExplainAsync(IJobDatabase database, string sql, object parameters) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async session => [.. (await session.ListAsync<Step>($"EXPLAIN QUERY PLAN {sql}", parameters)).Select(step => step.Detail)],
            CancellationToken.None);

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in _open)
        {
            await database.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Step
    {
        public required string Detail { get; init; }
    }
}
