using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Cancels the children of jobs that ended without completing, or are to stop.</summary>
/// <remarks>
/// The transaction that ends the job, or asks it to stop, marks it; the children follow in short transactions of a batch each, after the call or,
/// where that died, by a timer. A parent under a mark submits no children: it is not running any more.
/// </remarks>
internal static class JobChildCancellation
{
    private const int BatchSize = 100;

    /// <summary>Marks a job that has just changed, where it has children to be told.</summary>
    public static async Task MarkAsync(JobWork work, JobRecord parent)
    {
        if (IsOver(parent.State) && await JobChildSql.HasStoppableAsync(work.Session, parent.Id))
        {
            await JobChildSql.SetPendingAsync(work.Session, parent.Id, true);
            work.LeavesChildren = true;
        }
    }

    /// <summary>Cancels a batch of children of a marked job; false when there is no such job.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="actor">Who cancels, for the audit trail; null for the parent itself.</param>
    public static async Task<bool> CancelAsync(JobWork work, JobActor? actor)
    {
        if (await JobChildSql.FindPendingAsync(work.Session) is not { } pending)
        {
            return false;
        }

        var batch = await JobChildSql.ListStoppableAsync(work.Session, pending.Id, BatchSize);
        await work.LockAsync([pending.Queue, .. batch.Select(child => child.Queue)]);
        var parent = await work.GetJobAsync(pending.Id);

        // A job that somebody has run again since takes its children along.
        if (!IsOver(parent.State) || batch.Count < BatchSize)
        {
            await JobChildSql.SetPendingAsync(work.Session, parent.Id, false);
        }

        if (IsOver(parent.State))
        {
            foreach (var child in batch)
            {
                await CancelAsync(work, parent, await work.GetJobAsync(child.Id), actor ?? new JobActor("system:parent", $"job {parent.Id}"));
            }

            await JobAdmission.FillAsync(work);
        }

        return true;
    }

    private static async Task CancelAsync(JobWork work, JobRecord parent, JobRecord child, JobActor actor)
    {
        var reason = JobFault.Cancelled("parent_ended", $"The job '{parent.Id}', which this one belongs to, is {parent.State.ToName()}.");
        var change = new JobChange(child, work.Now).Apply(JobTrigger.CancelRequested, reason.Code).WithError(reason);
        if (change.IsApplied)
        {
            await work.WriteAsync(change, change.Job.State == JobState.Cancelling ? JobSignalKind.CancelRequested : JobSignalKind.Ended);
            await work.AuditAsync(actor, JobActionNames.Cancel, null, change.Job, $"{change.Job.State.ToName()}, since its parent is {parent.State.ToName()}");
        }
    }

    private static bool IsOver(JobState state) => state is JobState.Cancelling or JobState.Cancelled or JobState.Failed;
}
