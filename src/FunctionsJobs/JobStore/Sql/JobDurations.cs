using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Computes a queue's metrics from the ends that were counted.</summary>
internal static class JobDurations
{
    /// <summary>The metrics of a window.</summary>
    public static QueueMetrics Measure(QueueCounts counts, IReadOnlyList<JobEndRow> ends, TimeSpan window)
    {
        var byState = ends.ToLookup(end => JobStateNames.Parse(end.State));
        var completed = byState[JobState.Completed].OrderBy(end => end.DurationClass).ToList();
        var total = completed.Sum(end => end.Jobs);
        return new QueueMetrics
        {
            Counts = counts,
            Window = window,
            Completed = total,
            Failed = byState[JobState.Failed].Sum(end => end.Jobs),
            Cancelled = byState[JobState.Cancelled].Sum(end => end.Jobs),
            MeanDuration = total == 0 ? null : TimeSpan.FromMilliseconds((double)completed.Sum(end => end.DurationMs) / total),
            P50 = Percentile(completed, total, 50),
            P95 = Percentile(completed, total, 95),
        };
    }

    private static TimeSpan? Percentile(IReadOnlyList<JobEndRow> ascending, long total, int percent)
    {
        var needed = ((total * percent) + 99) / 100;
        foreach (var end in ascending)
        {
            needed -= end.Jobs;
            if (needed <= 0)
            {
                return JobEndSql.OfClass((int)end.DurationClass);
            }
        }

        return null;
    }
}
