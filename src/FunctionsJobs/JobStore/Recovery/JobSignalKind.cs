namespace FunctionsJobs.JobStore.Recovery;

/// <summary>What an orchestration has to be told. Persisted by the names of <see cref="JobSignalKindNames"/>; values are only ever appended.</summary>
public enum JobSignalKind
{
    /// <summary>The job was accepted, or is to be run again: start its orchestration.</summary>
    Start,

    /// <summary>The job was admitted while its orchestration waited: the attempt of that number has begun.</summary>
    Admitted,

    /// <summary>The job is to be cancelled, and an attempt is under way.</summary>
    CancelRequested,

    /// <summary>The job was ended in the store, by a cancellation or by a dependency, while its orchestration waited.</summary>
    Ended,

    /// <summary>The job has ended, and somebody asked to be told: send the notices of <see cref="JobRecord.Notify"/>.</summary>
    Notify,
}
