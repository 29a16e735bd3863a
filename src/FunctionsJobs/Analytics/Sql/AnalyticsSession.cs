using System.Data.Common;

namespace FunctionsJobs.Analytics.Sql;

/// <summary>One open connection with its prepared statements. One caller at a time; owned by the database that made it.</summary>
public sealed class AnalyticsSession(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>The connection; for the database implementation.</summary>
    public DbConnection Connection => connection;

    /// <summary>The transaction statements run in; set by the database implementation.</summary>
    public DbTransaction? Transaction { get; set; }

    /// <summary>Runs a statement and tells how many rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params (string Name, object Value)[] parameters) =>
        Command(sql, parameters).ExecuteNonQueryAsync(cancellation);

    /// <summary>Runs a statement that takes no parameters and is not worth keeping (schema changes).</summary>
    public async Task ExecuteOnceAsync(string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs a query and reads all its rows.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object Value)[] parameters)
    {
        var rows = new List<T>();
        await using var reader = await Command(sql, parameters).ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Runs a query and hands over each of its rows.</summary>
    public async Task ForEachAsync(
        string sql, Action<DbDataReader> take, CancellationToken cancellation, params (string Name, object Value)[] parameters)
    {
        await using var reader = await Command(sql, parameters).ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            take(reader);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private DbCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        command.Transaction = Transaction;
        for (var i = 0; i < parameters.Length; i++)
        {
            // In the order of the first time, as a rule: looking up a hundred by name takes longer than running the statement.
            var (name, value) = parameters[i];
            (command.Parameters[i].ParameterName == name ? command.Parameters[i] : command.Parameters[name]).Value = value;
        }

        return command;
    }
}
