using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>A waiting job's place in its queue.</summary>
/// <param name="Rank"><see cref="JobRank"/>.</param>
/// <param name="Number">Among equal ranks: the order in which the jobs became ready.</param>
internal readonly record struct JobPlace(long Rank, long Number)
{
    /// <summary>Whether it goes before the best of those that wait.</summary>
    public bool GoesBefore(QueueKeyHead? head) => head is null || (Rank, Number).CompareTo((head.HeadRank, head.HeadNo)) < 0;
}
