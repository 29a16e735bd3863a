using FunctionsJobs.EndToEnd.Postgres;
using FunctionsJobs.EndToEnd.Proofs;

namespace FunctionsJobs.EndToEnd;

/// <summary>What this assembly does when a test starts it as a process of its own.</summary>
internal static class TestProgram
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [JobWorkerProcess.Command, var connectionString, var seed])
        {
            await JobWorkerProcess.RunAsync(connectionString, int.Parse(seed));
            return 0;
        }

        if (args is [ProofHost.Command, .. var hostArguments])
        {
            await ProofHost.RunAsync(hostArguments);
            return 0;
        }

        await Console.Error.WriteLineAsync($"Run the tests with 'dotnet test', or: {JobWorkerProcess.Command} <connection string> <seed>, or: {ProofHost.Command}");
        return 2;
    }
}
