using FunctionsJobs.JobStore;

namespace FunctionsJobs.Schedules;

/// <summary>What a settlement did.</summary>
/// <param name="Applied">Whether it did anything; false when somebody else was faster, or changed the schedule.</param>
/// <param name="Accepted">The jobs that were accepted; their orchestrations are to be started.</param>
public sealed record FireResult(bool Applied, IReadOnlyList<JobSubmission.Accepted> Accepted)
{
    /// <summary>Nothing was done.</summary>
    public static FireResult Stale { get; } = new(false, []);
}
