using FunctionsJobs.Benchmarks.Postgres;
using FunctionsJobs.JobStore.Postgres;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.JobStore.Sqlite;
using FunctionsJobs.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Benchmarks.JobStore;

/// <summary>Does the same on a job store in SQLite and, where a server is named, in PostgreSQL.</summary>
internal static class JobDatabases
{
    /// <summary>The figure on PostgreSQL with that on SQLite beside it, or the latter alone.</summary>
    public static async Task<IReadOnlyList<Figure>> CompareAsync(Func<IJobDatabase, Task<IReadOnlyList<Figure>>> measure)
    {
        IReadOnlyList<Figure> onSqlite;
        using (var folder = new TemporaryFolder())
        {
            await using var database = new SqliteJobDatabase(folder.File("jobs.db"), TimeSpan.FromSeconds(30));
            onSqlite = await measure(database);
        }

        await using var schema = await BenchmarkSchema.CreateAsync();
        if (schema is null)
        {
            return [.. onSqlite.Select(figure => figure with { What = figure.What + ", SQLite" })];
        }

        // Filling and counting a million rows takes longer than a caller would wait.
        var options = new PostgresOptions { StatementTimeout = TimeSpan.FromMinutes(30) };
        await using var server = new PostgresJobDatabase(schema.ConnectionString, options, TimeProvider.System, NullLogger<PostgresJobDatabase>.Instance);
        var onPostgres = await measure(server);
        return [.. onPostgres.Zip(onSqlite, (postgres, sqlite) => postgres with { What = postgres.What + ", PostgreSQL", Beside = sqlite.Value, BesideWhat = "SQLite" })];
    }
}
