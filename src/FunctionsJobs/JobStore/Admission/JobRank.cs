namespace FunctionsJobs.JobStore.Admission;

/// <summary>
/// The order in which ready jobs are admitted: lower rank first, and among equal ranks the one that became ready first.
/// </summary>
/// <remarks>
/// The rank is the time the job became ready, minus 36 seconds for every point of priority. So it is known when the job becomes ready and
/// never changes: ageing needs no updates and the order is an index. A job is admitted before another of lower priority unless that one has
/// waited longer by at least 36 seconds per point between them; after one hour, priority 0 goes before any job of priority 100 that becomes
/// ready then. Nothing starves: only jobs that became ready within the hour after it can go before a job.
/// </remarks>
public static class JobRank
{
    /// <summary>The waiting time that weighs as much as a point of priority.</summary>
    public static readonly TimeSpan PerPoint = TimeSpan.FromSeconds(36);

    /// <summary>The rank, in milliseconds.</summary>
    public static long Of(DateTimeOffset readyAt, int priority) =>
        readyAt.ToUnixTimeMilliseconds() - (priority * (long)PerPoint.TotalMilliseconds);
}
