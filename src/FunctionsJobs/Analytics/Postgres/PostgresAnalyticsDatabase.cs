using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Postgres;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Analytics.Postgres;

/// <summary>The analytics tables on a PostgreSQL server, for any number of processes at once.</summary>
/// <remarks>
/// Writes of one publisher take its advisory lock before they read anything: those that must see every event and let none in, alone; batches
/// of events, together. Publishers never wait for each other.
/// <para>
/// Events are not partitioned by time. An id is unique per publisher whatever time its event claims, and PostgreSQL keeps a key unique across
/// partitions only when it holds the partition's column. So old events are deleted in small batches
/// (<see cref="IAnalyticsStore.DeleteEventsAsync"/>), each a short transaction.
/// </para>
/// </remarks>
public sealed class PostgresAnalyticsDatabase : IAnalyticsDatabase, IAsyncDisposable
{
    private const string SchemaLock = "functionsjobs.analytics_schema";

    private readonly PostgresDatabase _database;

    /// <summary>Prepares to use a server; nothing is opened yet.</summary>
    /// <param name="connectionString">In the driver's form.</param>
    /// <param name="options">Limits and the kind of authentication.</param>
    /// <param name="time">Measures limits and pauses.</param>
    /// <param name="logger">Is told of repeats.</param>
    public PostgresAnalyticsDatabase(string connectionString, PostgresOptions options, TimeProvider time, ILogger<PostgresAnalyticsDatabase> logger) =>
        _database = new PostgresDatabase(new PostgresSettings(AnalyticsOptions.Section, connectionString, options), time, logger);

    /// <inheritdoc/>
    public AnalyticsDialect Dialect { get; } = new PostgresAnalyticsDialect();

    /// <inheritdoc/>
    public Task MigrateAsync(Func<AnalyticsSession, Task> work, CancellationToken cancellation) => NamedAsync(async () =>
    {
        await _database.MigrateAsync(SchemaLock, transaction => work(Session(transaction)), cancellation);
        return true;
    });

    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(string publisherId, Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation) => NamedAsync(
        () => _database.WriteAsync(
            async transaction =>
            {
                await transaction.LockAsync(PublisherLock(publisherId), cancellation);
                return await work(Session(transaction));
            },
            cancellation));

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation) =>
        NamedAsync(() => _database.ReadAsync(transaction => work(Session(transaction)), cancellation));

    /// <inheritdoc/>
    public Task<IngestResult> InsertEventsAsync(ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation) => NamedAsync(
        () => _database.WriteAsync(transaction => PostgresEventWriter.InsertAsync(transaction, batch, cancellation), cancellation));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>The name of a publisher's lock.</summary>
    internal static string PublisherLock(string publisherId) => "functionsjobs.analytics/" + publisherId;

    // The connection stays the transaction's: the session is not disposed of.
    private static AnalyticsSession Session(PostgresTransaction transaction) => new(transaction.Connection) { Transaction = transaction.Transaction };

    private static async Task<T> NamedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (PostgresFaultException e)
        {
            throw new AnalyticsStoreException($"The analytics store cannot be used: {e.Message}", e.Fault.IsTransient, e.InnerException ?? e);
        }
    }
}
