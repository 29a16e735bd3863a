using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Accepts a job, in one transaction.</summary>
/// <remarks>
/// Conflicts of ids and idempotency keys, which parallel transactions of other queues may cause, are left to unique keys: a parallel transaction
/// that inserts the same one waits for the first one's end and then finds its rows. What only jobs of the same queue can cause is read first,
/// under the queue's lock.
/// </remarks>
internal static class JobSubmissionSql
{
    /// <summary>Inserts the job or finds the one that is there.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="job">The job.</param>
    /// <param name="parent">The job that it is a child of, locked; or null.</param>
    public static async Task<JobSubmission> SubmitAsync(JobWork work, NewJob job, JobRecord? parent = null)
    {
        await work.LockAsync([job.Queue]);
        var unique = job.UniqueFor is { } window ? await JobUniqueSql.FindAsync(work, job, window) : null;
        if (unique is not null)
        {
            return await ExistingAsync(work, job, unique);
        }

        var awaited = job.DependsOn.Count == 0 ? NoneAwaited : await JobDependencySql.LockAwaitedAsync(work.Session, job, work.Store.Dialect);
        var change = await BeginAsync(work, job, parent, awaited);
        if (awaited.Count < job.DependsOn.Count || !await work.TryInsertAsync(change.Change, change.Place))
        {
            return await NotInsertedAsync(work, job, awaited);
        }

        if (job.Idempotency is { } key && !await JobIdempotencySql.TryInsertAsync(work.Session, key, job.Id))
        {
            return await JobIdempotencySql.ResolveAsync(work.Session, key);
        }

        await WriteDetailsAsync(work, job, change.Change.Job, awaited);
        await JobAdmission.FillAsync(work);
        var record = work.Signals.Any(signal => signal.JobId == job.Id) ? await work.GetJobAsync(job.Id) : change.Change.Job;
        return new JobSubmission.Accepted(record) { Signals = work.Signals };
    }

    private static IReadOnlyDictionary<string, JobState> NoneAwaited { get; } = new Dictionary<string, JobState>();

    /// <summary>The state a new job begins in, which is running where there is room.</summary>
    private static async Task<(JobChange Change, JobPlace? Place)> BeginAsync(
        JobWork work, NewJob job, JobRecord? parent, IReadOnlyDictionary<string, JobState> awaited)
    {
        var left = awaited.Values.Count(state => !state.IsTerminal());
        var record = ToRecord(job, work.Now, left) with { ParentId = parent?.Id, ParentRun = parent?.Run ?? 0 };
        var change = new JobChange(record, work.Now).Submit();
        var ending = awaited.Select(other => (other.Key, other.Value, Trigger: JobDependents.Ends(other.Value, job.DependencyPolicy)))
            .FirstOrDefault(other => other.Value.IsTerminal() && other.Trigger is not null);
        if (ending.Trigger is { } trigger)
        {
            return (change.Apply(trigger, ending.Key).WithError(JobDependents.Fault(ending.Key, ending.Value, trigger)).WithDependenciesLeft(0), null);
        }

        if (record.State != JobState.Queued)
        {
            return (change, null);
        }

        var place = work.NextPlace(record);
        return (await JobAdmission.MayRunAtOnceAsync(work, record, place) ? change.Apply(JobTrigger.Admitted) : change, place);
    }

    private static async Task<JobSubmission> NotInsertedAsync(JobWork work, NewJob job, IReadOnlyDictionary<string, JobState> awaited)
    {
        var existing = await JobRowSql.FindForUpdateAsync(work.Session, job.Id, work.Store.Dialect);
        if (existing is null)
        {
            work.Session.Abandon();
            return awaited.Count < job.DependsOn.Count
                ? new JobSubmission.DependenciesUnknown([.. job.DependsOn.Where(id => !awaited.ContainsKey(id))])
                : new JobSubmission.IdTaken();
        }

        if (existing.Queue == job.Queue && existing.Tenant == job.Tenant)
        {
            return await ExistingAsync(work, job, existing);
        }

        work.Session.Abandon();
        return new JobSubmission.IdTaken();
    }

    /// <summary>Answers a job that is there, and keeps the idempotency key for it.</summary>
    private static async Task<JobSubmission> ExistingAsync(JobWork work, NewJob job, JobRecord existing) =>
        job.Idempotency is { } key && !await JobIdempotencySql.TryInsertAsync(work.Session, key, existing.Id)
            ? await JobIdempotencySql.ResolveAsync(work.Session, key)
            : new JobSubmission.Existing(existing);

    private static async Task WriteDetailsAsync(JobWork work, NewJob job, JobRecord record, IReadOnlyDictionary<string, JobState> awaited)
    {
        var session = work.Session;
        await JobSignalSql.WriteAsync(session, new JobSignal(record.Id, JobSignalKind.Start, record.AttemptsMade), work.Now);
        await JobTagSql.InsertAsync(session, record, job.Tags);
        if (record.State.IsTerminal())
        {
            awaited = awaited.ToDictionary(other => other.Key, _ => record.State);
        }

        await JobDependencySql.InsertAsync(session, record.Id, awaited);
        if (job.UniqueFor is not null)
        {
            await JobUniqueSql.WriteAsync(work, job);
        }

        if (job.Actor is { } actor)
        {
            await work.AuditAsync(actor, JobActionNames.Submit, null, record);
        }
    }

    private static JobState StateOf(NewJob job, DateTimeOffset now, int dependenciesLeft) =>
        job.RunAt > now ? JobState.Scheduled : dependenciesLeft > 0 ? JobState.Blocked : JobState.Queued;

    private static JobRecord ToRecord(NewJob job, DateTimeOffset now, int dependenciesLeft) => new()
    {
        Id = job.Id,
        Queue = job.Queue,
        Type = job.Type,
        Name = job.Name,
        Tenant = job.Tenant,
        Arguments = job.Arguments,
        State = StateOf(job, now, dependenciesLeft),
        Priority = job.Priority,
        Policy = job.Policy,
        AttemptsMade = 0,
        Progress = default,
        CreatedAt = now,
        StartedAt = null,
        FinishedAt = null,
        NextAttemptAt = null,
        Result = null,
        Error = null,
        DueAt = job.RunAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()) : null,
        ReadyAt = StateOf(job, now, dependenciesLeft) == JobState.Queued ? now : null,
        LimitKey = job.LimitKey,
        DependenciesLeft = dependenciesLeft,
        DependencyPolicy = job.DependencyPolicy,
        Tags = JobTags.Write(job.Tags),
        Notify = job.Notify,
    };
}
