using System.Text;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// Exclusive ownership of a task hub file, by an operating-system lock on the file <c>.lock</c> beside it.
/// </summary>
/// <remarks>
/// A lock file of its own, since SQLite's locks on the database itself end as soon as anybody in the process closes any handle of it,
/// and since SQLite's exclusive mode would shut out our read connections and an operator's look. The kernel frees the lock with the process,
/// so a crash leaves nothing that blocks; the file stays and may be deleted while no host runs.
/// </remarks>
internal sealed class TaskHubFileLock : IDisposable
{
    private readonly FileStream _file;

    private TaskHubFileLock(FileStream file) => _file = file;

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
        FileStream file;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(resolvedPath)!);
            file = Open(lockPath);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new TaskHubStoreException(
                $"The task hub '{resolvedPath}' cannot be opened for writing: the file '{lockPath}' or its folder is read-only for this user. "
                + "Give the user write permission on the folder, or choose another folder.", exception);
        }
        catch (IOException exception) when (File.Exists(lockPath))
        {
            throw new TaskHubInUseException(
                $"The task hub '{resolvedPath}' is in use by {ReadOwner(lockPath)}. A task hub has one host at a time: stop the other one, "
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
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes($"process {Environment.ProcessId} on {Environment.MachineName}"));
            file.Flush();
            return new TaskHubFileLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

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

    private static string ReadOwner(string lockPath)
    {
        try
        {
            // Locks are advisory on Unix; on Windows the owner's name cannot be read while it holds the file.
            using var file = new FileStream(lockPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            var owner = reader.ReadToEnd();
            return owner.Length > 0 ? owner : "another host";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "another host";
        }
    }
}
