using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore;

/// <summary>What a trigger did to a job.</summary>
/// <param name="Applied">Whether this call changed the job; false for a repeat, or where the trigger means nothing any more.</param>
/// <param name="State">The state the job is in now.</param>
public readonly record struct JobTransition(bool Applied, JobState State)
{
    // Null for none, so that transitions without signals are equal.
    private readonly IReadOnlyList<JobSignal>? _signals;
    private readonly IReadOnlyList<string>? _queuesWaitingForTime;

    /// <summary>
    /// Whose orchestrations have to be told of what followed: jobs that were admitted to the slot that became free, dependents that a policy
    /// ended, and the job itself where somebody else than its orchestration changed it.
    /// </summary>
    public IReadOnlyList<JobSignal> Signals
    {
        get => _signals ?? [];
        init => _signals = value.Count == 0 ? null : value;
    }

    /// <summary>
    /// Queues in which a slot is free and a job waits that a rate window holds back: nothing but time admits it, so somebody has to look at
    /// them again (<see cref="Admission.IQueueStore.AdmitAsync"/>).
    /// </summary>
    public IReadOnlyList<string> QueuesWaitingForTime
    {
        get => _queuesWaitingForTime ?? [];
        init => _queuesWaitingForTime = value.Count == 0 ? null : value;
    }
}
