using FunctionsJobs.Benchmarks.Analytics;

namespace FunctionsJobs.Benchmarks.App;

/// <summary>The databases that the whole program runs on: SQLite files, and a schema on PostgreSQL where <c>FUNCTIONSJOBS_TEST_POSTGRES</c> names a server.</summary>
internal static class AppDatabases
{
    /// <summary>Each of them, empty, with the settings that lead the program there; gone when the next one is asked for.</summary>
    public static async IAsyncEnumerable<(string Name, Dictionary<string, string> Settings)> OpenAsync()
    {
        yield return ("SQLite", []);
        await using var schema = await BenchmarkSchema.CreateAsync();
        if (schema is not null)
        {
            yield return ("PostgreSQL", new() { ["ConnectionStrings__JobStore"] = schema.ConnectionString });
        }
    }
}
