using FunctionsJobs.Analytics.Sample;

namespace FunctionsJobs.Benchmarks.Analytics;

/// <summary>Events to hour roll-ups, a day and a publisher at a time as the job's activities do it, beside one bare GROUP BY.</summary>
internal sealed class AggregationBenchmark : IBenchmark
{
    public string Name => "aggregation";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var plan = SampleStore.Plan;
        using var sample = await SampleStore.OpenAsync();
        await SampleLoader.LoadAsync(sample.Store, plan, progress: null, CancellationToken.None);
        BareSqlite.GroupedRowsPerSecond(sample.DataFile, plan.Events);
        var bare = BareSqlite.GroupedRowsPerSecond(sample.DataFile, plan.Events);

        var started = TimeProvider.System.GetTimestamp();
        foreach (var publisher in plan.Publishers)
        {
            foreach (var day in plan.Range.Days())
            {
                await sample.Store.RollUpHoursAsync(publisher.Id, day, CancellationToken.None);
            }
        }

        var perSecond = plan.Events / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return [new Figure("events rolled up into hours, committed day by day", perSecond, "events/s", bare, "one bare GROUP BY into a table")];
    }
}
