using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Benchmarks.Host;

/// <summary>Activities that take their time and note in a file when they begin and end, so that a killed process leaves a trace.</summary>
internal static class SleepFunctions
{
    public const string Orchestration = "Sleeps";

    /// <summary>The setting that names the file; each line is <c>begin</c> or <c>end</c> and the activity's number.</summary>
    public const string LedgerSetting = "BENCHMARK_LEDGER";

    /// <summary>How long one activity takes.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(50);

    private static readonly Lock s_gate = new();

    private static readonly string? s_ledger = Environment.GetEnvironmentVariable(LedgerSetting);

    [Function(Orchestration)]
    public static async Task SleepsAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var count = context.GetInput<int>();
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync(nameof(SleepAsync), number)));
    }

    [Function(nameof(SleepAsync))]
    public static async Task SleepAsync([ActivityTrigger] int number)
    {
        Note($"begin {number}");
        await Task.Delay(Duration, TimeProvider.System);
        Note($"end {number}");
    }

    private static void Note(string line)
    {
        lock (s_gate)
        {
            File.AppendAllText(s_ledger!, line + "\n");
        }
    }
}
