using System.Globalization;

namespace FunctionsJobs.Benchmarks.Durable;

/// <summary>From an event for an instance that is not in memory to the commit of its next turn, with a long history to replay in between.</summary>
internal sealed class ReplayBenchmark : IBenchmark
{
    private const int Events = 10_000;
    private const int Repeats = 7;
    private const string InstanceId = "long";

    public string Name => "replay";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using (var hub = await BenchmarkTaskHub.StartAsync(folder))
        {
            var activities = Events / 2;
            var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var begun = 0;
            hub.Functions.OnActivity = _ =>
            {
                if (++begun == activities)
                {
                    last.SetResult();
                }
            };
            await hub.Client.ScheduleNewOrchestrationInstanceAsync(
                BenchmarkFunctions.Long, activities, new Microsoft.DurableTask.StartOrchestrationOptions(InstanceId), CancellationToken.None);
            await last.Task;
        }

        var times = new List<double>();
        for (var i = 1; i <= Repeats; i++)
        {
            // A new engine knows nothing of the instance but its rows.
            await using var hub = await BenchmarkTaskHub.StartAsync(folder);
            var raised = TimeProvider.System.GetTimestamp();
            await hub.Client.RaiseEventAsync(InstanceId, BenchmarkFunctions.Go, i);
            while ((await hub.Client.GetInstanceAsync(InstanceId, getInputsAndOutputs: true))?.SerializedCustomStatus != i.ToString(CultureInfo.InvariantCulture))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }

            times.Add(TimeProvider.System.GetElapsedTime(raised).TotalMilliseconds);
        }

        return [new Figure($"event to the end of the turn, with a history of {Events:N0} events to replay, median", Percentiles.At(times, 50), "ms", Mark: "under 100")];
    }
}
