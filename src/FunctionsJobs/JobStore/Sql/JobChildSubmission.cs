using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Accepts a batch of children of a running job, in one transaction.</summary>
internal static class JobChildSubmission
{
    /// <summary>Inserts the children that are not there; those of an earlier run that did not complete run again. Null where the parent may not submit any.</summary>
    public static async Task<IReadOnlyList<JobRecord>?> SubmitAsync(JobWork work, string parentId, int attempt, int total, IReadOnlyList<NewJob> children)
    {
        if (await JobRowSql.FindQueueAsync(work.Session, parentId) is not { } queue)
        {
            return null;
        }

        await work.LockAsync([queue, .. children.Select(child => child.Queue)]);
        var parent = await work.GetJobAsync(parentId);
        if (parent.State != JobState.Running || parent.AttemptsMade != attempt)
        {
            return null;
        }

        if (parent.ParentId is not null)
        {
            throw new JobStoreException($"The job '{parentId}' is a child itself: children of children are not kept.");
        }

        await JobStepSql.ExpectChildrenAsync(work.Session, parentId, total);
        var accepted = new List<JobRecord>(children.Count);
        foreach (var child in children)
        {
            if (child.Tenant != parent.Tenant)
            {
                throw new JobStoreException($"The job '{child.Id}' is to be a child of '{parentId}', which is another tenant's.");
            }

            switch (await JobSubmissionSql.SubmitAsync(work, child, parent))
            {
                case JobSubmission.Accepted(var job):
                    accepted.Add(job);
                    await JobDependencySql.AwaitChildAsync(work.Session, parentId, job.Id);
                    break;
                case JobSubmission.Existing(var job) when job.ParentId == parentId:
                    await AdoptAsync(work, parent, job);
                    break;
                case var other:
                    throw new JobStoreException($"The job '{parentId}' cannot have the child '{child.Id}': {other.GetType().Name}.");
            }
        }

        await JobAdmission.FillAsync(work);
        return accepted;
    }

    /// <summary>Takes a child into the parent's current run.</summary>
    private static async Task AdoptAsync(JobWork work, JobRecord parent, JobRecord child)
    {
        if (child.ParentRun == parent.Run)
        {
            return;
        }

        await JobChildSql.SetRunAsync(work.Session, child.Id, parent.Run);
        if (child.State == JobState.Completed)
        {
            await JobStepSql.CountChildAsync(work.Session, parent.Id, child.Id, work.Now);
            return;
        }

        await JobDependencySql.AwaitChildAsync(work.Session, parent.Id, child.Id);
        if (child.State.IsTerminal())
        {
            await JobRerun.WriteAsync(work, child, new JobActor("system:parent", $"job {parent.Id}"));
        }
    }
}
