namespace FunctionsJobs.JobStore.Index;

/// <summary>How many jobs of a queue are in which state. States without jobs may be missing.</summary>
/// <param name="Queue">The canonical name.</param>
/// <param name="States">Jobs by state.</param>
public sealed record QueueCounts(string Queue, IReadOnlyDictionary<JobState, long> States)
{
    /// <summary>Jobs in a state.</summary>
    public long this[JobState state] => States.GetValueOrDefault(state);
}
