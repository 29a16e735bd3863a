using static SQLitePCL.raw;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Turns SQLite's result codes into exceptions that tell an operator what to do.</summary>
internal static class SqliteFailure
{
    /// <summary>Whether the file itself is damaged, so that going on would make it worse.</summary>
    public static bool IsCorruption(int resultCode) => (resultCode & 0xFF) is SQLITE_CORRUPT or SQLITE_NOTADB;

    public static SqliteStoreException Create(string path, string action, int resultCode, string detail)
    {
        var advice = (resultCode & 0xFF) switch
        {
            SQLITE_CORRUPT => "The file is corrupt. Stop the host, keep a copy of the file with its -wal and -shm companions, and restore a backup; "
                + "or move the files away to begin with an empty task hub.",
            SQLITE_NOTADB => "The file is not an SQLite database. Restore a backup, or move the file away to begin with an empty task hub.",
            SQLITE_READONLY => "The file is read-only. Give this user write permission on the file and its folder, and mount the volume for writing.",
            SQLITE_PERM or SQLITE_CANTOPEN or SQLITE_AUTH => "The file cannot be opened. Check that the folder exists and that this user may read and write it.",
            SQLITE_FULL => "The disk, or the configured size limit, is full. Free space or raise the limit, then restart the host; nothing that was acknowledged is lost.",
            SQLITE_IOERR => "The disk failed. Check the disk, its free space and the system log, then restart the host; nothing that was acknowledged is lost.",
            SQLITE_BUSY or SQLITE_LOCKED => "Another program holds a lock on the file. Close it (a database tool, a backup), then restart the host.",
            SQLITE_NOMEM => "Memory is exhausted. Give the process more memory, then restart the host.",
            SQLITE_CONSTRAINT => "The write contradicts what is stored, which is a defect of the host. Restart the host, and report the defect with this message.",
            SQLITE_TOOBIG => "A value exceeds what SQLite can store. Pass large data by reference.",
            _ => "Restart the host; if it happens again, restore a backup and report the defect with this message.",
        };
        return new SqliteStoreException($"Task hub '{path}': {action} failed. {advice} (SQLite {resultCode}: {detail})", resultCode);
    }
}

/// <summary>A failure that SQLite reported.</summary>
/// <param name="message">What failed and what to do.</param>
/// <param name="resultCode">SQLite's extended result code.</param>
internal sealed class SqliteStoreException(string message, int resultCode) : TaskHubStoreException(message)
{
    /// <summary>SQLite's extended result code.</summary>
    public int ResultCode { get; } = resultCode;
}
