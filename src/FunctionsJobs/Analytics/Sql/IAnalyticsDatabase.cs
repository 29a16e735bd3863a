namespace FunctionsJobs.Analytics.Sql;

/// <summary>Where <see cref="SqlAnalyticsStore"/> keeps its tables: connections, transactions, bulk writing, and how this database's SQL differs.</summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>The task of a write completes after its commit is durable; a fault or a cancellation before that undoes all of it.</item>
/// <item>Writes of one publisher are serialisable: a write sees every write that committed before it, and none commits between what it reads and its
/// own commit. Batches of events may commit beside each other.</item>
/// <item>A write may be run again from its start when the database asks for it (a deadlock, a lost connection), so work holds no state of its own.</item>
/// <item>A read sees one snapshot of what is committed and waits for no write.</item>
/// <item>Cancellation interrupts a running statement.</item>
/// <item>Faults are <see cref="AnalyticsStoreException"/>.</item>
/// </list>
/// </remarks>
public interface IAnalyticsDatabase
{
    /// <summary>How this database's SQL differs.</summary>
    AnalyticsDialect Dialect { get; }

    /// <summary>Runs work in a transaction that holds the schema's lock: no other process runs such work at the same time.</summary>
    Task MigrateAsync(Func<AnalyticsSession, Task> work, CancellationToken cancellation);

    /// <summary>Runs work about one publisher, which touches no row of another, in a transaction of its own.</summary>
    Task<T> WriteAsync<T>(string publisherId, Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation);

    /// <summary>Runs reads on one snapshot.</summary>
    Task<T> ReadAsync<T>(Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation);

    /// <summary>
    /// Inserts the events whose (publisher, id) is new, adds their publishers, and raises the source version of each hour that gained one
    /// (<see cref="EventSql.MarkHour"/>); one write.
    /// </summary>
    Task<IngestResult> InsertEventsAsync(ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation);
}
