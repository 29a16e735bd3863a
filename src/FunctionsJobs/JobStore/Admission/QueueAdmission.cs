using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore.Admission;

/// <summary>What a look at a queue changed.</summary>
public sealed record QueueAdmission
{
    /// <summary>Whom to tell: the jobs that were admitted, and those that a policy ended.</summary>
    public required IReadOnlyList<JobSignal> Signals { get; init; }

    /// <summary>
    /// When to look again although nothing else happens: the next job becomes due, or the next start is allowed by the rate limit. Null when
    /// only an event (a submission, an end, a change of the queue) can make room.
    /// </summary>
    public required DateTimeOffset? NextAt { get; init; }
}
