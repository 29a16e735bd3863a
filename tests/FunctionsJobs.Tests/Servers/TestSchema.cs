using Npgsql;

namespace FunctionsJobs.Tests.Servers;

/// <summary>A schema of a test's own on the PostgreSQL server; dropped with all it holds.</summary>
internal sealed class TestSchema : IAsyncDisposable
{
    private static readonly string ProcessPart = $"{Environment.ProcessId}_{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds():x}";
    private static int _count;

    private TestSchema(string name) =>
        (Name, ConnectionString) = (name, new NpgsqlConnectionStringBuilder(TestServers.Postgres) { SearchPath = name }.ConnectionString);

    public string Name { get; }

    /// <summary>Leads into the schema.</summary>
    public string ConnectionString { get; }

    public static async Task<TestSchema> CreateAsync()
    {
        var schema = new TestSchema($"test_{ProcessPart}_{Interlocked.Increment(ref _count)}");
        await schema.ExecuteAsync($"CREATE SCHEMA {schema.Name}");
        return schema;
    }

    /// <summary>Runs a statement on a connection of its own, as the superuser, and answers its first value.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A connection that belongs to no pool.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"SET client_min_messages = warning; DROP SCHEMA {Name} CASCADE");
}
