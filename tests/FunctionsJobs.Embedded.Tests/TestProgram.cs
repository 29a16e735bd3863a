using System.Globalization;
using FunctionsJobs.Embedded.Tests.Faults;
using FunctionsJobs.Embedded.Tests.Storage;

namespace FunctionsJobs.Embedded.Tests;

/// <summary>What this assembly does when a test starts it as a process of its own.</summary>
internal static class TestProgram
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [HubWriterProcess.Command, var hubPath])
        {
            await HubWriterProcess.RunAsync(hubPath);
            return 0;
        }

        if (args is [KilledHub.Command, var folder, var work, var moment, var step])
        {
            await KilledHub.RunAsync(folder, work, moment, int.Parse(step, CultureInfo.InvariantCulture));
            return 0;
        }

        if (args is [FaultHost.Command, var data])
        {
            await FaultHost.RunAsync(data);
            return 0;
        }

        await Console.Error.WriteLineAsync($"Run the tests with 'dotnet test', or: {HubWriterProcess.Command} <hub file>");
        return 2;
    }
}
