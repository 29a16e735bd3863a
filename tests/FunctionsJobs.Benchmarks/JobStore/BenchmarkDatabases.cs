using FunctionsJobs.JobStore.Postgres;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.JobStore.Sqlite;
using FunctionsJobs.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Benchmarks.JobStore;

/// <summary>The databases that the job store runs on: SQLite, and PostgreSQL where <c>FUNCTIONSJOBS_TEST_POSTGRES</c> names a server.</summary>
internal static class BenchmarkDatabases
{
    private const string PostgresSetting = "FUNCTIONSJOBS_TEST_POSTGRES";

    /// <summary>Each of them, empty; gone when the next one is asked for.</summary>
    public static async IAsyncEnumerable<(string Name, IJobDatabase Database)> OpenAsync()
    {
        using (var folder = new TemporaryFolder())
        {
            await using var sqlite = new SqliteJobDatabase(folder.File("jobs.db"), TimeSpan.FromSeconds(60));
            yield return ("SQLite", sqlite);
        }

        if (Environment.GetEnvironmentVariable(PostgresSetting) is { Length: > 0 } server)
        {
            var schema = $"bench_{Environment.ProcessId}";
            await using var admin = Open(server);
            await admin.MigrateAsync(session => session.ExecuteAsync($"CREATE SCHEMA {schema}", new { }), CancellationToken.None);
            await using (var postgres = Open($"{server};Search Path={schema}"))
            {
                yield return ("PostgreSQL", postgres);
            }

            await admin.MigrateAsync(session => session.ExecuteAsync($"DROP SCHEMA {schema} CASCADE", new { }), CancellationToken.None);
        }
    }

    private static PostgresJobDatabase Open(string connectionString) => new(
        connectionString, new PostgresOptions { StatementTimeout = TimeSpan.FromMinutes(10) }, TimeProvider.System, NullLogger<PostgresJobDatabase>.Instance);
}
