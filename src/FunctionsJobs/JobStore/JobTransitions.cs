using static FunctionsJobs.JobStore.JobState;

namespace FunctionsJobs.JobStore;

/// <summary>
/// The life of a job as one pure function. Every write of a state goes through it, on every database;
/// <c>docs/job-lifecycle.md</c> draws it.
/// </summary>
public static class JobTransitions
{
    /// <summary>
    /// The state that follows, or null where the trigger means nothing in this state: then nothing may be written.
    /// A repeat of something that already happened is such a case, which makes every caller safe to repeat.
    /// </summary>
    /// <remarks>
    /// Once cancellation was asked for, a failing attempt ends it as cancelled and is not repeated; work that was
    /// finished before it saw the request ends as completed, since its effects are there.
    /// </remarks>
    public static JobState? Next(JobState state, JobTrigger trigger) => (state, trigger) switch
    {
        (Scheduled, JobTrigger.Due) => Queued,
        (Scheduled, JobTrigger.DueButBlocked) => Blocked,
        (Blocked, JobTrigger.Unblocked) => Queued,
        (Queued, JobTrigger.Admitted) => Running,

        (Running, JobTrigger.ChildrenAwaited) => Blocked,
        (Running, JobTrigger.AttemptFailed) => Retrying,
        (Retrying, JobTrigger.BackoffElapsed) => Queued,

        (Scheduled or Blocked or Queued or Retrying, JobTrigger.CancelRequested) => Cancelled,
        (Running, JobTrigger.CancelRequested) => Cancelling,
        (Cancelling, JobTrigger.AttemptFailed or JobTrigger.Failed or JobTrigger.Stopped) => Cancelled,
        (Scheduled or Blocked or Queued or Running or Retrying, JobTrigger.Stopped) => Cancelled,

        (Running or Cancelling, JobTrigger.Succeeded) => Completed,
        (Scheduled or Blocked or Queued or Running or Retrying, JobTrigger.Failed) => JobState.Failed,

        (JobState.Failed or Cancelled, JobTrigger.Retried) => Queued,

        _ => null,
    };
}
