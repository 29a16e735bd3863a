using FunctionsJobs.Embedded.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace FunctionsJobs.Benchmarks.Durable;

/// <summary>Orchestrations whose activities do nothing, so that only the engine is measured.</summary>
internal sealed class BenchmarkFunctions : IDurableFunctionCatalog
{
    public const string NoOp = "NoOp";
    public const string Chain = "Chain";
    public const string FanOut = "FanOut";
    public const string Long = "Long";
    public const string Go = "go";

    private static readonly Task<string?> Done = Task.FromResult<string?>(null);

    /// <summary>Called when an activity starts, with its instance id.</summary>
    public Action<string>? OnActivity { get; set; }

    /// <summary>Activities that start wait for it; <see langword="null"/> for not waiting.</summary>
    public Task? Hold { get; set; }

    public DataConverter DataConverter { get; } = JsonDataConverter.Default;

    public OrchestratorDelegate? FindOrchestrator(string name) => name switch
    {
        NoOp => context => RunAsync(context, 1),
        Chain => context => RunAsync(context, 3),
        FanOut => FanOutAsync,
        Long => LongAsync,
        _ => null,
    };

    public ActivityDelegate? FindActivity(string name) => (call, _) =>
    {
        OnActivity?.Invoke(call.InstanceId);
        return Hold is { } hold ? EndAfterAsync(hold) : Done;
    };

    private static async Task<string?> EndAfterAsync(Task hold)
    {
        await hold;
        return null;
    }

    private static async Task<string?> RunAsync(TaskOrchestrationContext context, int activities)
    {
        for (var i = 0; i < activities; i++)
        {
            await context.CallActivityAsync("Nothing");
        }

        return null;
    }

    // A long history, of one activity after the other; then it waits for one event after the other.
    private static async Task<string?> LongAsync(TaskOrchestrationContext context)
    {
        await RunAsync(context, context.GetInput<int>());
        while (true)
        {
            context.SetCustomStatus(await context.WaitForExternalEvent<int>(Go));
        }
    }

    private static async Task<string?> FanOutAsync(TaskOrchestrationContext context)
    {
        var tasks = new Task[context.GetInput<int>()];
        for (var i = 0; i < tasks.Length; i++)
        {
            tasks[i] = context.CallActivityAsync("Nothing");
        }

        await Task.WhenAll(tasks);
        return null;
    }
}
