using FunctionsJobs.JobStore;

namespace FunctionsJobs.Queues;

/// <summary>When a job that is under way, or waits for its children, will be done, if its remaining steps take as long, on average, as those it has done.</summary>
internal static class JobEta
{
    /// <summary>The time, or null for a job that is not under way or has not done a step.</summary>
    public static DateTimeOffset? Of(JobRecord job, DateTimeOffset now)
    {
        if (job is not { State: JobState.Running or JobState.Blocked, StartedAt: { } started, Progress: { Step: > 0 and var done, Total: var total } } || now < started)
        {
            return null;
        }

        return now + ((now - started) * (Math.Max(total - done, 0) / (double)done));
    }
}
