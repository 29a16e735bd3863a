using System.Runtime.InteropServices;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>A thread to which file permissions apply even when the tests run as root, as they do in containers.</summary>
internal static class UnprivilegedThread
{
    private const int Nobody = 65534;

    /// <summary>Begins <paramref name="work"/> on such a thread; threads that it starts are of the same kind.</summary>
    public static Task RunAsync(Func<Task> work)
    {
        var begun = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            // Of this thread only, and inherited by its threads; it takes root's exemption from file permissions away.
            if (Environment.IsPrivilegedProcess)
            {
                _ = SetFileSystemUser(Nobody);
            }

            try
            {
                begun.SetResult(work());
            }
            catch (Exception exception)
            {
                begun.SetException(exception);
            }
        });
        thread.Start();
        return begun.Task.Unwrap();
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileSystemUser(int user);
}
