namespace FunctionsJobs.JobStore.Sql;

/// <summary>Where <see cref="SqlJobStore"/> keeps its tables: connections, transactions, and how this database's SQL differs.</summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>The task of a write completes after its commit is durable. A fault in the work undoes that work, and no other's.</item>
/// <item>A write may be run together with others in one database transaction, but never sees half of another.</item>
/// <item>A write may be run again from its start when the database asks for it (a deadlock, a lost race), so work holds no state of its own.</item>
/// <item>Cancellation is honoured until the work begins; from then on it runs to its end.</item>
/// </list>
/// </remarks>
public interface IJobDatabase
{
    /// <summary>How this database's SQL differs.</summary>
    JobStoreDialect Dialect { get; }

    /// <summary>Runs work in a transaction of its own.</summary>
    Task<T> WriteAsync<T>(Func<JobStoreSession, Task<T>> work, CancellationToken cancellation);

    /// <summary>Runs reads on one consistent snapshot of what is committed.</summary>
    Task<T> ReadAsync<T>(Func<JobStoreSession, Task<T>> work, CancellationToken cancellation);

    /// <summary>Runs work in a transaction that holds the schema's lock: no other process runs such work at the same time.</summary>
    Task MigrateAsync(Func<JobStoreSession, Task> work, CancellationToken cancellation);
}
