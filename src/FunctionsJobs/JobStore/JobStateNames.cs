namespace FunctionsJobs.JobStore;

/// <summary>The persisted names of <see cref="JobState"/>, which are also what the HTTP API shows.</summary>
public static class JobStateNames
{
    /// <summary>The persisted name of a state.</summary>
    public static string ToName(this JobState state) => state switch
    {
        JobState.Scheduled => "scheduled",
        JobState.Blocked => "blocked",
        JobState.Queued => "queued",
        JobState.Running => "running",
        JobState.Retrying => "retrying",
        JobState.Cancelling => "cancelling",
        JobState.Completed => "completed",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a job state."),
    };

    /// <summary>The state of a persisted name.</summary>
    /// <exception cref="JobStoreException">The name is not known: a row written by a newer version, or damaged.</exception>
    public static JobState Parse(string name) => name switch
    {
        "scheduled" => JobState.Scheduled,
        "blocked" => JobState.Blocked,
        "queued" => JobState.Queued,
        "running" => JobState.Running,
        "retrying" => JobState.Retrying,
        "cancelling" => JobState.Cancelling,
        "completed" => JobState.Completed,
        "failed" => JobState.Failed,
        "cancelled" => JobState.Cancelled,
        _ => throw new JobStoreException($"The job store holds the unknown job state '{name}'."),
    };

    /// <summary>Whether the job has ended. Only <see cref="JobTrigger.Retried"/> leads out of such a state.</summary>
    public static bool IsTerminal(this JobState state) =>
        state is JobState.Completed or JobState.Failed or JobState.Cancelled;
}
