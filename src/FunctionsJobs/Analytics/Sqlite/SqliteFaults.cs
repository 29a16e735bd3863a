using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FunctionsJobs.Analytics.Sqlite;

/// <summary>Names SQLite's errors in the terms of the store.</summary>
internal static class SqliteFaults
{
    /// <summary>The store's exception for a database error.</summary>
    public static AnalyticsStoreException Translate(SqliteException fault) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new("The analytics database is locked by another process.", isTransient: true, fault),
        raw.SQLITE_FULL => new("The disk that holds the analytics database is full.", isTransient: true, fault),
        raw.SQLITE_IOERR => new("The analytics database could not be read or written.", isTransient: true, fault),
        raw.SQLITE_READONLY => new("The analytics database is read-only.", isTransient: false, fault),
        raw.SQLITE_CANTOPEN => new("The analytics database cannot be opened.", isTransient: false, fault),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new("The analytics database is damaged or is no database.", isTransient: false, fault),
        raw.SQLITE_ERROR when fault.Message.Contains("integer overflow", StringComparison.Ordinal) =>
            new("A sum does not fit 64 bits.", isTransient: false, fault),
        _ => new($"The analytics database failed with code {fault.SqliteExtendedErrorCode}.", isTransient: false, fault),
    };
}
