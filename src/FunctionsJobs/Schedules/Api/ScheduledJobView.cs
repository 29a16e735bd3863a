using FunctionsJobs.JobStore;

namespace FunctionsJobs.Schedules.Api;

/// <summary>The job that a schedule was made to start.</summary>
/// <param name="JobId">The job's id.</param>
/// <param name="QueueName">The queue's canonical name.</param>
/// <param name="JobName">The name it was submitted under.</param>
/// <param name="State">The state it is in.</param>
/// <param name="StatusUrl">Where it shows its progress and result: a path on this server.</param>
public sealed record ScheduledJobView(string JobId, string QueueName, string JobName, string State, string StatusUrl)
{
    /// <summary>The view of a job.</summary>
    internal static ScheduledJobView Of(JobRecord job) =>
        new(job.Id, job.Queue, job.Name, job.State.ToName(), $"/api/v1/queues/{job.Queue}/jobs/{job.Id}");
}
