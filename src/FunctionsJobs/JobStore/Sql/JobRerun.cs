using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Runs ended jobs again.</summary>
internal static class JobRerun
{
    /// <summary>Begins another run of a job that is locked, with all that follows; where the job's state or its children forbid that, nothing.</summary>
    public static async Task<JobChange> WriteAsync(JobWork work, JobRecord job, JobActor actor)
    {
        var change = new JobChange(job, work.Now);

        // Children that are still stopping end as cancelled: another run would have to wait for that to run them again.
        if (await JobChildSql.HasUnderWayAsync(work.Session, job.Id) || !change.Apply(JobTrigger.Retried).IsApplied)
        {
            return change;
        }

        await work.WriteAsync(change.BeginRun());
        await JobRowSql.ResetProgressAsync(work.Session, job.Id);
        await JobDependencySql.SettleAllAsync(work.Session, job.Id);
        await JobSignalSql.DropAsync(work.Session, job.Id);
        await work.TellAsync(change.Job, JobSignalKind.Start);
        await work.AuditAsync(actor, JobActionNames.Retry, null, change.Job, $"run {change.Job.Run}");
        return change;
    }

    /// <summary>The queue to lock besides its own for a job that is to run again: its parent's, or none.</summary>
    public static Task<IReadOnlyList<string>> QueuesAsync(JobStoreSession session, string jobId) =>
        session.ListAsync<string>(
            "SELECT parent.queue FROM jobs AS job JOIN jobs AS parent ON parent.id = job.parent_id WHERE job.id = @jobId", new { jobId });

    /// <summary>The parent of a child that runs again waits for it again, where it waits for children at all.</summary>
    public static async Task HoldParentAsync(JobWork work, JobRecord child)
    {
        if (child.ParentId is not { } parentId || await JobRowSql.FindForUpdateAsync(work.Session, parentId, work.Store.Dialect) is not { } parent
            || parent.State.IsTerminal())
        {
            return;
        }

        await JobDependencySql.AwaitChildAsync(work.Session, parentId, child.Id);
        if (parent.State == JobState.Blocked)
        {
            await JobDependencySql.SetLeftAsync(work.Session, parentId, parent.DependenciesLeft + 1);
        }
    }
}
