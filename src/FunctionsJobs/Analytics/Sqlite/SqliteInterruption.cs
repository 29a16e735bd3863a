using FunctionsJobs.Analytics.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FunctionsJobs.Analytics.Sqlite;

/// <summary>Runs work on a connection, so that a cancellation interrupts its statement, and says in the store's terms why it failed.</summary>
internal static class SqliteInterruption
{
    /// <summary>Runs work on a session's connection.</summary>
    public static async Task<T> GuardAsync<T>(AnalyticsSession session, Func<Task<T>> work, CancellationToken cancellation)
    {
        var handle = ((SqliteConnection)session.Connection).Handle;
        await using var interruption = cancellation.UnsafeRegister(static state => raw.sqlite3_interrupt((sqlite3)state!), handle);
        return await TranslateAsync(work, cancellation);
    }

    /// <summary>Names what work fails with.</summary>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("The statement was interrupted.", e, cancellation);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Translate(e);
        }
    }
}
