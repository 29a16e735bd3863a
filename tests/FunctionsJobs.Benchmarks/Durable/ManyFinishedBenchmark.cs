using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Benchmarks.Durable;

/// <summary>Start, query and purge with a million finished instances in the store, beside the same with a thousand.</summary>
internal sealed class ManyFinishedBenchmark : IBenchmark
{
    private const int Few = 1_000;
    private const int Many = 1_000_000;
    private const int Run = 20_000;
    private const int Senders = 256;
    private const int PageSize = 100;

    public string Name => "million";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var few = await MeasureAsync(Few);
        var many = await MeasureAsync(Many);
        var beside = $"with {Few:N0}";
        const string Same = "keeps its speed";
        return
        [
            new Figure($"with {Many:N0} finished instances: no-op orchestrations", many.RunPerSecond, "orchestrations/s", few.RunPerSecond, beside, Same),
            new Figure($"– query by status, a page of {PageSize}, median", many.PageMilliseconds, "ms", few.PageMilliseconds, beside, Same),
            new Figure("– purge by creation time", many.PurgedPerSecond, "instances/s", few.PurgedPerSecond, beside, Same),
            new Figure("– engine start", many.StartMilliseconds, "ms", few.StartMilliseconds, beside),
        ];
    }

    private static async Task<Measured> MeasureAsync(int finished)
    {
        using var folder = new TemporaryFolder();
        await using (var first = await BenchmarkTaskHub.StartAsync(folder))
        {
            await first.RunManyAsync(BenchmarkFunctions.NoOp, Run, Senders);
        }

        FinishedInstances.Add(BenchmarkTaskHub.FileIn(folder), finished);
        var opening = TimeProvider.System.GetTimestamp();
        await using var hub = await BenchmarkTaskHub.StartAsync(folder);
        var opened = TimeProvider.System.GetElapsedTime(opening).TotalMilliseconds;
        await hub.RunManyAsync(BenchmarkFunctions.NoOp, Run / 4, Senders);
        var began = TimeProvider.System.GetUtcNow();
        var perSecond = await hub.RunManyAsync(BenchmarkFunctions.NoOp, Run, Senders);
        var page = await MedianPageAsync(hub);

        var purging = TimeProvider.System.GetTimestamp();
        var purged = await hub.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(began, null, [OrchestrationRuntimeStatus.Completed]), CancellationToken.None);
        var purgedPerSecond = purged.PurgedInstanceCount / TimeProvider.System.GetElapsedTime(purging).TotalSeconds;
        return purged.PurgedInstanceCount == Run
            ? new Measured(perSecond, page, purgedPerSecond, opened)
            : throw new InvalidOperationException($"{purged.PurgedInstanceCount} of {Run} instances were purged");
    }

    private static async Task<double> MedianPageAsync(BenchmarkTaskHub hub)
    {
        var times = new List<double>();
        var query = new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Completed], PageSize = PageSize };
        var asked = TimeProvider.System.GetTimestamp();
        await foreach (var page in hub.Client.GetAllInstancesAsync(query).AsPages())
        {
            times.Add(TimeProvider.System.GetElapsedTime(asked).TotalMilliseconds);
            if (page.Values.Count != PageSize || times.Count == 200)
            {
                break;
            }

            asked = TimeProvider.System.GetTimestamp();
        }

        return Percentiles.At(times, 50);
    }

    private sealed record Measured(double RunPerSecond, double PageMilliseconds, double PurgedPerSecond, double StartMilliseconds);
}
