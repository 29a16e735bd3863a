namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// Exclusive ownership of a task hub file, by an operating-system lock on the file <c>.lock</c> beside it.
/// </summary>
/// <remarks>
/// A lock file of its own, since SQLite's locks on the database itself end as soon as anybody in the process closes any handle of it,
/// and since SQLite's exclusive mode would shut out our read connections and an operator's look. The kernel frees the lock with the process,
/// so a crash leaves nothing that blocks; the file stays and may be deleted while no host runs. Since a locked file cannot be read, the
/// owner's name lies in a file <c>.owner</c> beside it, for the message to whoever comes second.
/// </remarks>
internal sealed class TaskHubFileLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _ownerPath;

    private TaskHubFileLock(FileStream file, string ownerPath)
    {
        _file = file;
        _ownerPath = ownerPath;
    }

    /// <summary>The path of <paramref name="filePath"/> behind symbolic links: one hub has one lock, whatever it is called.</summary>
    public static string ResolvePath(string filePath)
    {
        var full = Path.GetFullPath(filePath);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
    }

    /// <exception cref="TaskHubInUseException">Another host has the lock.</exception>
    /// <exception cref="TaskHubStoreException">The folder cannot be written, or has no working file locks.</exception>
    public static TaskHubFileLock Acquire(string resolvedPath)
    {
        var lockPath = resolvedPath + ".lock";
        var ownerPath = resolvedPath + ".owner";
        FileStream file;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(resolvedPath)!);
            file = Open(lockPath);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw ReadOnly(resolvedPath, lockPath, exception);
        }
        catch (IOException exception) when (File.Exists(lockPath))
        {
            throw new TaskHubInUseException(
                $"The task hub '{resolvedPath}' is in use by {ReadOwner(ownerPath)}. A task hub has one host at a time: stop the other one, "
                + $"or give this one another hub name or data folder. ({exception.Message})");
        }
        catch (IOException exception)
        {
            throw new TaskHubStoreException(
                $"The task hub '{resolvedPath}' cannot be created: {exception.Message} Make the folder writable, or choose another.", exception);
        }

        try
        {
            RequireWorkingLocks(lockPath);
            File.WriteAllText(ownerPath, $"process {Environment.ProcessId} on {Environment.MachineName}");
            return new TaskHubFileLock(file, ownerPath);
        }
        catch (UnauthorizedAccessException exception)
        {
            file.Dispose();
            throw ReadOnly(resolvedPath, ownerPath, exception);
        }
        catch (IOException exception)
        {
            file.Dispose();
            throw new TaskHubStoreException(
                $"The task hub '{resolvedPath}' cannot be opened: {exception.Message} Check the disk and its free space.", exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        File.Delete(_ownerPath);
        _file.Dispose();
    }

    private static TaskHubStoreException ReadOnly(string resolvedPath, string path, Exception exception) => new(
        $"The task hub '{resolvedPath}' cannot be opened for writing: the file '{path}' or its folder is read-only for this user. "
        + "Give the user write permission on the folder, or choose another folder.", exception);

    private static FileStream Open(string lockPath) =>
        new(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);

    // Some network file systems, and a runtime setting, make locks a formality: then two hosts would destroy each other's work.
    private static void RequireWorkingLocks(string lockPath)
    {
        try
        {
            Open(lockPath).Dispose();
        }
        catch (IOException)
        {
            return;
        }

        throw new TaskHubStoreException(
            $"File locks have no effect on '{lockPath}', so two hosts could write the same task hub. Put the task hub on a local disk, "
            + "and do not set DOTNET_SYSTEM_IO_DISABLEFILELOCKING.");
    }

    private static string ReadOwner(string ownerPath)
    {
        try
        {
            return File.ReadAllText(ownerPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "another host";
        }
    }
}
