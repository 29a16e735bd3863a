using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.Jobs.AnalyticsAggregation;

namespace FunctionsJobs.Benchmarks.Analytics;

/// <summary>Events to hour roll-ups, a day and a publisher at a time as the job's activities do it, beside one bare GROUP BY.</summary>
internal sealed class AggregationBenchmark : IBenchmark
{
    public string Name => "aggregation";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        // As the jobs do it: a publisher's job runs some days at once.
        var parallelism = new AnalyticsAggregationOptions().Parallelism;
        return [await MeasureAsync(1, "one after the other"), await MeasureAsync(parallelism, $"{parallelism} at once")];
    }

    private static async Task<Figure> MeasureAsync(int parallelism, string how)
    {
        var plan = SampleStore.Plan;
        using var sample = await SampleStore.OpenAsync();
        await SampleLoader.LoadAsync(sample.Store, plan, progress: null, CancellationToken.None);
        BareSqlite.GroupedRowsPerSecond(sample.DataFile, plan.Events);
        var bare = BareSqlite.GroupedRowsPerSecond(sample.DataFile, plan.Events);

        var started = TimeProvider.System.GetTimestamp();
        foreach (var publisher in plan.Publishers)
        {
            await Parallel.ForEachAsync(
                plan.Range.Days(),
                new ParallelOptions { MaxDegreeOfParallelism = parallelism },
                async (day, _) => await sample.Store.RollUpHoursAsync(publisher.Id, day, CancellationToken.None));
        }

        var perSecond = plan.Events / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return new Figure(
            $"events rolled up into hours, a commit per day, {how}", perSecond, "events/s", bare, "one bare GROUP BY into a table", parallelism == 1 ? null : "80 %");
    }
}
