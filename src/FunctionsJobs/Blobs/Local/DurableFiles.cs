using System.Runtime.InteropServices;
using System.Text;

namespace FunctionsJobs.Blobs.Local;

/// <summary>Writes files that are there whole, or not at all, after whatever crash.</summary>
internal static class DurableFiles
{
    private const int BufferSize = 1024 * 1024;
    private const int Tries = 5;

    /// <summary>Writes a file and brings it to the disk before it gets its name; one of that name is replaced.</summary>
    public static Task WriteAsync(string path, Func<FileStream, Task> write) => WriteAsync(path, write, isFlushed: true);

    /// <summary>Writes a file that is there whole, or not at all, while the machine runs; a power cut may leave it torn. One of that name is replaced.</summary>
    public static Task WriteUnflushedAsync(string path, Func<FileStream, Task> write) => WriteAsync(path, write, isFlushed: false);

    /// <summary>Opens a file that others may replace or delete meanwhile.</summary>
    public static FileStream OpenRead(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        BufferSize = 0,
    });

    /// <summary>Makes a folder, for its owner only.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task WriteAsync(string path, Func<FileStream, Task> write, bool isFlushed)
    {
        var folder = Path.GetDirectoryName(path)!;
        var draft = Path.Combine(folder, $"~~{Guid.CreateVersion7():N}");
        try
        {
            await using (var file = Create(draft))
            {
                await write(file);
                file.Flush(isFlushed);
            }

            File.Move(draft, path, overwrite: true);
            if (isFlushed)
            {
                FlushFolder(folder);
            }
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static FileStream Create(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            CreateFolder(Path.GetDirectoryName(path)!);
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous);
            }
            catch (DirectoryNotFoundException) when (attempt < Tries)
            {
                // Somebody removed the folder, which was empty, in between.
            }
        }
    }

    // A file's new name is on the disk when its folder is. Windows does that by itself.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = NativeMethods.Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (descriptor < 0)
        {
            throw new IOException($"A folder could not be opened (error {Marshal.GetLastPInvokeError()}).");
        }

        var result = NativeMethods.Synchronize(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = NativeMethods.Close(descriptor);
        if (result != 0)
        {
            throw new IOException($"A folder could not be brought to the disk (error {error}).");
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Synchronize(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
