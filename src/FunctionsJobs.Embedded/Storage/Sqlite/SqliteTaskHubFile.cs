using FunctionsJobs.Embedded.Storage.Migrations;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Opens the connections of one task hub file with the settings that its durability and speed rest on.</summary>
/// <param name="options">Sizes and times.</param>
/// <param name="resolvedPath">The file, behind symbolic links.</param>
/// <param name="time">Measures the check of the structure.</param>
internal sealed class SqliteTaskHubFile(SqliteTaskHubOptions options, string resolvedPath, TimeProvider time)
{
    /// <summary>Bytes per page.</summary>
    public const int PageSize = 4096;

    public string Path { get; } = resolvedPath;

    /// <summary>The one connection that writes. The caller holds the ownership lock.</summary>
    public SqliteDatabase OpenForWriting(TaskHubMigrator migrator)
    {
        CreatePrivately();
        WriteAheadLog.Check(Path);
        var database = SqliteDatabase.Open(Path, options.BusyTimeout);
        try
        {
            migrator.ReadVersion(database);
            Configure(database);
            CheckStructure(database);
            migrator.Migrate(database);
            LimitSize(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Notices that somebody deleted or moved the file or its log while it is open: what is written then is gone with the last connection.
    /// </summary>
    /// <exception cref="TaskHubStoreException">One of them is not there.</exception>
    public void RequirePresent()
    {
        if (!File.Exists(Path) || !File.Exists(WriteAheadLog.PathOf(Path)))
        {
            throw new TaskHubStoreException(
                $"The task hub '{Path}' or its log was deleted or moved while the host ran. Nothing is acknowledged any more. Stop the host, "
                + "put the files back or restore a backup, and start it again.");
        }
    }

    /// <summary>A connection that cannot write. SQLite needs write access to the companions of the file even for reading.</summary>
    public SqliteDatabase OpenForReading()
    {
        var database = SqliteDatabase.Open(Path, options.BusyTimeout);
        try
        {
            database.Execute("PRAGMA query_only = ON; PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY", "opening a read connection");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The connection that copies the write-ahead log into the file.</summary>
    public SqliteDatabase OpenForCheckpoints()
    {
        var database = SqliteDatabase.Open(Path, options.BusyTimeout);
        try
        {
            SetDurability(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    // Payloads may be personal or secret: nobody but the owner of the process reads them. The companions get the mode of the file.
    private void CreatePrivately()
    {
        try
        {
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            new FileStream(Path, create).Dispose();
        }
        catch (IOException) when (File.Exists(Path))
        {
            // An existing file keeps the mode that its operator gave it.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TaskHubStoreException($"The task hub '{Path}' cannot be created: {exception.Message} Make the folder writable, or choose another.", exception);
        }
    }

    private void Configure(SqliteDatabase database)
    {
        const string Action = "opening the file";
        if (database.IsReadOnly)
        {
            throw SqliteFailure.Create(Path, Action, SQLitePCL.raw.SQLITE_READONLY, "the file could only be opened for reading");
        }

        database.Execute($"PRAGMA page_size = {PageSize}", Action);
        if (database.QueryText("PRAGMA journal_mode = WAL", Action) is not "wal" and var mode)
        {
            throw new TaskHubStoreException(
                $"Task hub '{Path}': SQLite cannot use a write-ahead log here (it chose '{mode}'). Put the task hub on a local disk.");
        }

        SetDurability(database);
        database.Execute("PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY", Action);
    }

    // HubCheckpointer decides when the log is copied into the file.
    private void SetDurability(SqliteDatabase database) => database.Execute(
        $"PRAGMA synchronous = {(options.FlushOnCommit ? "FULL" : "OFF")}; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; "
        + $"PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = {options.LogSize * 4L}",
        "opening the file");

    private void LimitSize(SqliteDatabase database)
    {
        if (options.MaxFileSize is { } size)
        {
            database.Execute($"PRAGMA max_page_count = {size / PageSize}", "limiting the size of the file");
        }
    }

    private void CheckStructure(SqliteDatabase database)
    {
        if (options.IntegrityCheckBudget == TimeSpan.Zero)
        {
            return;
        }

        const string Action = "checking the structure of the file";
        var started = time.GetTimestamp();
        database.OnProgress(() => time.GetElapsedTime(started) > options.IntegrityCheckBudget);
        try
        {
            if (database.QueryText("PRAGMA quick_check(1)", Action) is not "ok" and var finding)
            {
                throw SqliteFailure.Create(Path, Action, SQLitePCL.raw.SQLITE_CORRUPT, finding ?? "no result");
            }
        }
        catch (SqliteStoreException exception) when (exception.ResultCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            // As much was checked as the budget allows; damage elsewhere is reported when it is met.
        }
        finally
        {
            database.OnProgress(null);
        }
    }
}
