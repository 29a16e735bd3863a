using Npgsql;

namespace FunctionsJobs.Benchmarks.Analytics;

/// <summary>A schema of a benchmark's own on the server that <c>FUNCTIONSJOBS_TEST_POSTGRES</c> names.</summary>
internal sealed class BenchmarkSchema : IAsyncDisposable
{
    private const string Name = "functionsjobs_benchmark";

    private BenchmarkSchema(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    /// <summary>Makes it anew; null where no server is named.</summary>
    public static async Task<BenchmarkSchema?> CreateAsync()
    {
        if (Environment.GetEnvironmentVariable("FUNCTIONSJOBS_TEST_POSTGRES") is not { Length: > 0 } server)
        {
            return null;
        }

        var schema = new BenchmarkSchema(new NpgsqlConnectionStringBuilder(server) { SearchPath = Name }.ConnectionString);
        await schema.ExecuteAsync($"SET client_min_messages = warning; DROP SCHEMA IF EXISTS {Name} CASCADE; CREATE SCHEMA {Name}");
        return schema;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"SET client_min_messages = warning; DROP SCHEMA {Name} CASCADE");
}
