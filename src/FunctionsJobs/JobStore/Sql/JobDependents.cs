using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Tells jobs that a job they depend on has ended.</summary>
/// <remarks>
/// A transaction tells the dependents of the jobs it ends, as far as it has locked their queues, and no more than <see cref="BatchSize"/> per job.
/// For the rest it marks the ended job, and <see cref="SettleAsync"/> goes on from the mark, a batch per transaction: after the call that ended
/// the job, and by a timer where that call died. So chains and fans of any size are told in short transactions, and none is forgotten.
/// </remarks>
internal static class JobDependents
{
    private const int BatchSize = 100;

    /// <summary>The queues to lock, besides its own, by a transaction that may end a job.</summary>
    public static async Task<IEnumerable<string>> QueuesAsync(JobStoreSession session, string jobId) =>
        (await JobDependencySql.ListWaitingAsync(session, jobId, BatchSize)).Select(row => row.Queue);

    /// <summary>A job has ended in this transaction: tells its dependents, or marks that some are left.</summary>
    public static async Task TellAsync(JobWork work, JobRecord ended)
    {
        var toldAll = work.IsTellingDependents
            ? !await JobDependencySql.HasWaitingAsync(work.Session, ended.Id)
            : await TellAsync(work, ended.Id, ended.State);
        if (!toldAll)
        {
            await JobDependencySql.SetPendingAsync(work.Session, ended.Id, true);
            work.LeavesDependents = true;
        }
    }

    /// <summary>Tells a batch of dependents of a job that was left with some; false when there is no such job.</summary>
    public static async Task<bool> SettleAsync(JobWork work)
    {
        if (await JobDependencySql.FindPendingAsync(work.Session) is not { } pending)
        {
            return false;
        }

        await work.LockAsync(await QueuesAsync(work.Session, pending.Id));
        var ended = await work.GetJobAsync(pending.Id);

        // A job that somebody has run again since will tell them when it ends.
        if (!ended.State.IsTerminal() || await TellAsync(work, ended.Id, ended.State))
        {
            await JobDependencySql.SetPendingAsync(work.Session, ended.Id, false);
        }

        await JobAdmission.FillAsync(work);
        return true;
    }

    /// <summary>Tells one batch; whether that was all.</summary>
    private static async Task<bool> TellAsync(JobWork work, string endedId, JobState endedAs)
    {
        work.IsTellingDependents = true;
        var waiting = await JobDependencySql.ListWaitingAsync(work.Session, endedId, BatchSize + 1);
        var told = 0;
        foreach (var row in waiting.Take(BatchSize).Where(row => work.FindLocked(row.Queue) is not null))
        {
            await JobDependencySql.SettleAsync(work.Session, row.Id, endedId);
            await TellAsync(work, row, endedId, endedAs);
            told++;
        }

        work.IsTellingDependents = false;
        return told == waiting.Count;
    }

    private static async Task TellAsync(JobWork work, JobWaitingRow row, string endedId, JobState endedAs)
    {
        // Only what decides is read: a parent with thousands of children has long arguments.
        var waiting = await JobDependencySql.GetPatienceAsync(work.Session, row.Id, work.Store.Dialect);
        var state = JobStateNames.Parse(waiting.State);
        if (row.IsChild == 1 && !state.IsTerminal())
        {
            await JobStepSql.CountChildAsync(work.Session, row.Id, endedId, work.Now);
        }

        if (state is not (JobState.Scheduled or JobState.Blocked))
        {
            return;
        }

        var left = (int)waiting.DependenciesLeft - 1;
        var policy = row.IsChild == 1 ? DependencyPolicy.Ignore : waiting.ToPolicy();
        if (Ends(endedAs, policy) is { } trigger)
        {
            await JobDependencySql.SettleAllAsync(work.Session, row.Id);
            var change = new JobChange(await work.GetJobAsync(row.Id), work.Now)
                .Apply(trigger, endedId).WithError(Fault(endedId, endedAs, trigger)).WithDependenciesLeft(0);
            await work.WriteAsync(change, JobSignalKind.Ended);
        }
        else if (left == 0 && state == JobState.Blocked)
        {
            await work.WriteAsync(new JobChange(await work.GetJobAsync(row.Id), work.Now).Apply(JobTrigger.Unblocked).WithDependenciesLeft(0));
        }
        else
        {
            await JobDependencySql.SetLeftAsync(work.Session, row.Id, left);
        }
    }

    /// <summary>How a job ends because of one that it depends on; null when it does not.</summary>
    public static JobTrigger? Ends(JobState endedAs, DependencyPolicy policy) => (endedAs, policy) switch
    {
        (JobState.Completed, _) or (_, DependencyPolicy.Ignore) => null,
        (_, DependencyPolicy.Cancel) => JobTrigger.Stopped,
        _ => JobTrigger.Failed,
    };

    /// <summary>Why it ends.</summary>
    public static JobFault Fault(string endedId, JobState endedAs, JobTrigger trigger) => new()
    {
        Code = trigger == JobTrigger.Stopped ? "dependency_cancelled" : "dependency_failed",
        Category = JobFaultCategory.Dependency,
        Retryable = false,
        Message = $"The job '{endedId}', which this one depends on, is {endedAs.ToName()}.",
    };
}
