using System.Diagnostics;
using System.Globalization;
using FunctionsJobs.Embedded.Tests.Storage;

namespace FunctionsJobs.Embedded.Tests.Faults;

/// <summary>A folder on a file system of its own, in memory, that can be full. Needs the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => _folder.Path;

    /// <returns><see langword="null"/> where this user may not mount, as in most containers.</returns>
    public static SmallDisk? TryMount(int mebibytes)
    {
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", Size(mebibytes), "tmpfs", disk.Path))
        {
            return disk;
        }

        disk._folder.Dispose();
        return null;
    }

    public void Enlarge(int mebibytes) => Assert.True(Run("mount", "-o", "remount," + Size(mebibytes), Path), "the file system was not enlarged");

    public void Dispose()
    {
        Assert.True(Run("umount", Path), "the file system was not unmounted");
        _folder.Dispose();
    }

    private static string Size(int mebibytes) => string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m");

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
