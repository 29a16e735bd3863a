namespace FunctionsJobs.Embedded.Hosting;

/// <summary>
/// Ends the process with exit code 1 and the message of a <see cref="HostStartException"/> that nothing caught, in place of a
/// stack trace and an abort.
/// </summary>
internal static class StartFailureReport
{
    private static int _installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += Report;
        }
    }

    private static void Report(object sender, UnhandledExceptionEventArgs args)
    {
        if (args.ExceptionObject is HostStartException failure)
        {
            Console.Error.WriteLine($"The host did not start. {failure.Message}");
            Environment.Exit(1);
        }
    }
}
