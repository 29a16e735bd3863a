using FunctionsJobs.Embedded.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace FunctionsJobs.Benchmarks.Host;

/// <summary>A function app whose functions do nothing or wait, on the embedded host as a user's app would be, in a process of its own.</summary>
internal static class BenchmarkHost
{
    /// <summary>The program's first argument that makes it this app.</summary>
    public const string Argument = "host";

    public static async Task RunAsync(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.UseFunctionsOf(typeof(HostFunctions), typeof(SleepFunctions));
        await builder.Build().RunAsync();
    }
}
