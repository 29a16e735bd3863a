using System.Data;
using System.Data.Common;
using Dapper;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>One transaction, or one read, on an open connection. Not for use by several callers at once.</summary>
public sealed class JobStoreSession(DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
{
    /// <summary>Whether what was written is to be undone although no fault occurred.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Undoes what was written when the work returns, and still hands its result to the caller.</summary>
    public void Abandon() => IsAbandoned = true;

    /// <summary>Runs a statement and tells how many rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>The only row, or null.</summary>
    public Task<T?> FindAsync<T>(string sql, object parameters)
        where T : class =>
        connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>The only value, which exists.</summary>
    public async Task<T> ReadValueAsync<T>(string sql, object parameters)
        where T : struct =>
        await connection.ExecuteScalarAsync<T>(Command(sql, parameters));

    /// <summary>All rows, in order.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object parameters) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    private CommandDefinition Command(string sql, object parameters) =>
        new(sql, parameters, transaction, commandType: CommandType.Text, cancellationToken: cancellation);
}
