using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Sqlite;

/// <summary>One caller's write, on its way through the writer.</summary>
internal abstract class SqliteWrite
{
    /// <summary>Runs the work; false when its changes are to be undone.</summary>
    public abstract Task<bool> RunAsync(JobStoreSession session);

    /// <summary>The commit is durable: hands the outcome of the work to the caller.</summary>
    public abstract void Complete();

    /// <summary>The commit failed.</summary>
    public abstract void Fail(Exception exception);
}
