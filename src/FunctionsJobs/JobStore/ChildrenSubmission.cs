using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore;

/// <summary>What became of children that a job submitted.</summary>
public sealed record ChildrenSubmission
{
    /// <summary>Those that are new, as <see cref="JobSubmission.Accepted"/> says: their orchestrations are to be started.</summary>
    public required IReadOnlyList<JobRecord> Accepted { get; init; }

    /// <summary>Others' orchestrations that have to be told something, those of children that run again among them.</summary>
    public required IReadOnlyList<JobSignal> Signals { get; init; }

    /// <summary>See <see cref="JobTransition.QueuesWaitingForTime"/>.</summary>
    public required IReadOnlyList<string> QueuesWaitingForTime { get; init; }
}
