using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Analytics.Sqlite;

/// <summary>One caller's write, on its way through the writer.</summary>
internal abstract class SqliteAnalyticsWrite(CancellationToken cancellation)
{
    /// <summary>Interrupts the write.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Runs the work; false when its changes are to be undone. May be called again when they were.</summary>
    public abstract Task<bool> RunAsync(AnalyticsSession session);

    /// <summary>The commit is durable: hands the outcome of the work to the caller.</summary>
    public abstract void Complete();

    /// <summary>The commit failed, or the work cannot be begun.</summary>
    public abstract void Fail(Exception exception);
}
