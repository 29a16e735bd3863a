using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.Jobs.AnalyticsAggregation;

namespace FunctionsJobs.Benchmarks.Analytics;

/// <summary>Events to hour roll-ups, a day and a publisher at a time as the job's activities do it, beside one bare GROUP BY.</summary>
internal sealed class AggregationBenchmark : IBenchmark
{
    private const int WarmUps = 5;
    private const int EventsToWarmUp = 20_000;

    public string Name => "aggregation";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        // As the jobs do it: a publisher's job runs some days at once.
        var parallelism = new AnalyticsAggregationOptions().Parallelism;
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            await MeasureAsync(SampleStore.Plan with { Events = EventsToWarmUp }, parallelism, "to compile the code");
        }

        return
        [
            .. await MeasureAsync(SampleStore.Plan, 1, "one after the other"),
            .. await MeasureAsync(SampleStore.Plan, parallelism, $"{parallelism} at once"),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(SamplePlan plan, int parallelism, string how)
    {
        using var sample = await SampleStore.OpenAsync();
        await SampleLoader.LoadAsync(sample.Store, plan, progress: null, CancellationToken.None);
        BareSqlite.GroupedRowsPerSecond(sample.DataFile, plan.Events);
        var bareTime = Environment.CpuUsage.TotalTime;
        var bare = BareSqlite.GroupedRowsPerSecond(sample.DataFile, plan.Events);
        bareTime = Environment.CpuUsage.TotalTime - bareTime;

        var ourTime = Environment.CpuUsage.TotalTime;
        var started = TimeProvider.System.GetTimestamp();
        foreach (var publisher in plan.Publishers)
        {
            await Parallel.ForEachAsync(
                plan.Range.Days(),
                new ParallelOptions { MaxDegreeOfParallelism = parallelism },
                async (day, _) => await sample.Store.RollUpHoursAsync(publisher.Id, day, CancellationToken.None));
        }

        var perSecond = plan.Events / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        ourTime = Environment.CpuUsage.TotalTime - ourTime;
        return
        [
            new Figure(
                $"events rolled up into hours, day by day, {how}", perSecond, "events/s", bare, "one bare GROUP BY into a table", parallelism == 1 ? null : "80 %"),
            new Figure("– processor time per million events", ourTime.TotalSeconds / plan.Events * 1e6, "s", bareTime.TotalSeconds / plan.Events * 1e6, "for the GROUP BY"),
        ];
    }
}
