using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Gives free slots of locked queues to the jobs that are next.</summary>
internal static class JobAdmission
{
    /// <summary>Most jobs that one transaction makes ready, or admits, per queue.</summary>
    public const int BatchSize = 100;

    /// <summary>Admits to every locked queue as many as there is room for, up to a batch.</summary>
    public static async Task FillAsync(JobWork work)
    {
        foreach (var queue in work.Queues)
        {
            work.MayAdmitMore |= await FillAsync(work, queue);
        }
    }

    /// <summary>Makes jobs ready whose time has come, up to a batch; whether there may be more.</summary>
    public static async Task<bool> PromoteAsync(JobWork work, LockedQueue queue)
    {
        var due = await JobDueSql.ListAsync(work.Session, queue.Name, work.Now, BatchSize);
        foreach (var jobId in due)
        {
            var job = await work.GetJobAsync(jobId);
            await work.WriteAsync(new JobChange(job, work.Now).Apply(job.DependenciesLeft > 0 ? JobTrigger.DueButBlocked : JobTrigger.Due));
        }

        return due.Count == BatchSize;
    }

    /// <summary>When a queue has to be looked at again although nothing happens; null for never.</summary>
    public static async Task<DateTimeOffset?> NextAtAsync(JobWork work, LockedQueue queue)
    {
        var due = await JobDueSql.FindNextAsync(work.Session, queue.Name);
        var start = queue.HasSlot && await QueueKeySql.FindFirstAsync(work.Session, queue.Name) is not null
            ? await QueueRateSql.NextStartAsync(work.Session, queue, work.Now)
            : null;
        return due is null || start < due ? start ?? due : due;
    }

    /// <summary>Whether a job that is ready may run now, by its queue's pause, slots and rate; its key and the order are not looked at.</summary>
    public static async Task<bool> HasRoomAsync(JobWork work, LockedQueue queue) =>
        queue.HasSlot && await QueueRateSql.NextStartAsync(work.Session, queue, work.Now) is null;

    /// <summary>
    /// Whether a job that becomes ready now, at this place, may run at once: there is room, for its key too, and nothing that waits goes first.
    /// </summary>
    public static async Task<bool> MayRunAtOnceAsync(JobWork work, JobRecord job, JobPlace place)
    {
        var queue = work.FindLocked(job.Queue)!;
        return await HasRoomAsync(work, queue)
            && place.GoesBefore(await QueueKeySql.FindFirstAsync(work.Session, job.Queue))
            && await QueueKeySql.IsOpenAsync(work.Session, job.Queue, job.LimitKey);
    }

    /// <summary>Admits to one queue; whether there may be room for more.</summary>
    private static async Task<bool> FillAsync(JobWork work, LockedQueue queue)
    {
        for (var admitted = 0; admitted < BatchSize; admitted++)
        {
            if (!queue.HasSlot || await QueueKeySql.FindFirstAsync(work.Session, queue.Name) is not { } head)
            {
                return false;
            }

            if (await QueueRateSql.NextStartAsync(work.Session, queue, work.Now) is not null)
            {
                work.WaitForTime(queue.Name);
                return false;
            }

            var change = new JobChange(await work.GetJobAsync(head.HeadJob), work.Now).Apply(JobTrigger.Admitted);
            if (!change.IsApplied)
            {
                throw new JobStoreException($"The job '{head.HeadJob}' heads the queue '{queue.Name}' and is {change.Job.State.ToName()}.");
            }

            await work.WriteAsync(change, JobSignalKind.Admitted);
        }

        return true;
    }
}
