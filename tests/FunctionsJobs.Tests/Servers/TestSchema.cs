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

    /// <summary>Waits until somebody waits for a lock of a connection; fails after a minute.</summary>
    public async Task WaitUntilBlockedByAsync(NpgsqlConnection holder)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT 1 FROM pg_stat_activity WHERE {holder.ProcessID} = ANY(pg_blocking_pids(pid))", connection);
        while (await command.ExecuteScalarAsync(limit.Token) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"SET client_min_messages = warning; DROP SCHEMA {Name} CASCADE");
}
