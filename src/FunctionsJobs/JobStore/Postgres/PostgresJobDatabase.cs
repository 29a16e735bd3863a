using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Postgres;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.JobStore.Postgres;

/// <summary>The job store's tables on a PostgreSQL server, for any number of processes at once.</summary>
/// <remarks>
/// Writes are READ COMMITTED: what a transaction decides on, it has locked first, and a unique key settles who was first.
/// </remarks>
public sealed class PostgresJobDatabase : IJobDatabase, IAsyncDisposable
{
    private const string SchemaLock = "functionsjobs.job_store_schema";

    private readonly PostgresDatabase _database;

    /// <summary>Prepares to use a server; nothing is opened yet.</summary>
    /// <param name="connectionString">In the driver's form.</param>
    /// <param name="options">Limits and the kind of authentication.</param>
    /// <param name="time">Measures limits and pauses.</param>
    /// <param name="logger">Is told of repeats.</param>
    public PostgresJobDatabase(string connectionString, PostgresOptions options, TimeProvider time, ILogger<PostgresJobDatabase> logger) =>
        _database = new PostgresDatabase(new PostgresSettings(JobStoreOptions.Section, connectionString, options), time, logger);

    /// <inheritdoc/>
    public JobStoreDialect Dialect { get; } = new PostgresJobStoreDialect();

    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(Func<JobStoreSession, Task<T>> work, CancellationToken cancellation) => NamedAsync(() => _database.WriteAsync(
        async transaction =>
        {
            var session = new JobStoreSession(transaction.Connection, transaction.Transaction, CancellationToken.None);
            var result = await work(session);
            transaction.IsAbandoned = session.IsAbandoned;
            return result;
        },
        cancellation));

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<JobStoreSession, Task<T>> work, CancellationToken cancellation) => NamedAsync(() => _database.ReadAsync(
        transaction => work(new JobStoreSession(transaction.Connection, transaction.Transaction, cancellation)), cancellation));

    /// <inheritdoc/>
    public Task MigrateAsync(Func<JobStoreSession, Task> work, CancellationToken cancellation) => NamedAsync(async () =>
    {
        await _database.MigrateAsync(
            SchemaLock,
            transaction => work(new JobStoreSession(transaction.Connection, transaction.Transaction, CancellationToken.None)),
            cancellation);
        return true;
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task<T> NamedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (PostgresFaultException e)
        {
            throw new JobStoreException($"The job store cannot be used: {e.Message}", e.Fault.IsTransient, e.InnerException ?? e);
        }
    }
}
