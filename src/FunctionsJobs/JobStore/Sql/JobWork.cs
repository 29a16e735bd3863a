using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>
/// One transaction of the store: the queues it has locked, the jobs it changes, and whom to tell afterwards. Every change of a job's state goes
/// through here, with all that belongs to it: counters, slots, places, signals, ended dependents.
/// </summary>
/// <remarks>
/// Locks are taken in one order by everybody: queues by name, all of them at once, then jobs. Dependents in queues that are not locked are left
/// for a transaction of their own (<see cref="JobDependents"/>).
/// </remarks>
internal sealed class JobWork(JobStoreSession session, JobStoreContext store)
{
    private readonly Dictionary<string, LockedQueue> _queues = new(StringComparer.Ordinal);
    private readonly List<JobSignal> _signals = [];
    private readonly HashSet<string> _waitingForTime = new(StringComparer.Ordinal);

    public JobStoreSession Session => session;

    public JobStoreContext Store => store;

    /// <summary>The time of this transaction: that at which it held its locks.</summary>
    public DateTimeOffset Now { get; private set; } = ToMilliseconds(store.Time.GetUtcNow());

    /// <summary>Whom to tell once it is committed.</summary>
    public IReadOnlyList<JobSignal> Signals => _signals;

    /// <summary>Whether jobs have ended whose dependents this transaction has not told.</summary>
    public bool LeavesDependents { get; set; }

    /// <summary>Whether jobs are over whose children this transaction has not cancelled.</summary>
    public bool LeavesChildren { get; set; }

    /// <summary>Whether dependents are being told; those that end because of it leave theirs to another transaction.</summary>
    public bool IsTellingDependents { get; set; }

    /// <summary>Whether there may be room for more than this transaction has admitted.</summary>
    public bool MayAdmitMore { get; set; }

    /// <summary>Queues in which only time makes room: see <see cref="JobTransition.QueuesWaitingForTime"/>.</summary>
    public IReadOnlyCollection<string> QueuesWaitingForTime => _waitingForTime;

    /// <summary>The queues that are locked.</summary>
    public IReadOnlyCollection<LockedQueue> Queues => _queues.Values;

    /// <summary>Notes that a queue has a free slot and a job for it, and that its rate window lets it begin later only.</summary>
    public void WaitForTime(string queue) => _waitingForTime.Add(queue);

    /// <summary>Locks queues, before any job is locked; all of them at once. Asking again for those that are locked changes nothing.</summary>
    public async Task LockAsync(IEnumerable<string> queues)
    {
        foreach (var queue in queues.Distinct(StringComparer.Ordinal).Except(_queues.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList())
        {
            _queues.Add(queue, await QueueSql.LockAsync(session, queue, store.Dialect, store.Queues));
        }

        Now = ToMilliseconds(store.Time.GetUtcNow());
    }

    /// <summary>Whether a queue is locked; if so, the queue.</summary>
    public LockedQueue? FindLocked(string queue) => _queues.GetValueOrDefault(queue);

    /// <summary>The job of an id, locked; its queue is locked already.</summary>
    /// <exception cref="JobStoreException">There is none.</exception>
    public async Task<JobRecord> GetJobAsync(string jobId) =>
        await JobRowSql.FindForUpdateAsync(session, jobId, store.Dialect) ?? throw new JobStoreException($"There is no job '{jobId}'.");

    /// <summary>Inserts a job in whatever state it begins with; false when its id is there already.</summary>
    /// <param name="change">The job.</param>
    /// <param name="place">Its place in the queue, where that has been given to it.</param>
    public async Task<bool> TryInsertAsync(JobChange change, JobPlace? place)
    {
        var job = change.Job;
        var isQueued = job.State == JobState.Queued;
        if (!await JobRowSql.TryInsertAsync(session, change, isQueued ? place : null))
        {
            return false;
        }

        await SettleQueueAsync(job, null, isQueued ? place : null);
        if (job.State.IsTerminal())
        {
            await EndAsync(job);
        }

        return true;
    }

    /// <summary>Writes a change with all that follows from it; nothing for one that is none.</summary>
    /// <param name="change">The change of a job that was read under its lock.</param>
    /// <param name="tell">What the job's orchestration has to be told, or null where it knows.</param>
    public async Task WriteAsync(JobChange change, JobSignalKind? tell = null)
    {
        if (!change.IsApplied)
        {
            return;
        }

        var (before, job) = (change.Before, change.Job);
        JobPlace? place = job.State == JobState.Queued ? NextPlace(job, change.AgesSince) : null;
        await JobRowSql.WriteAsync(session, change, place);
        await SettleQueueAsync(job, before.State, place);
        if ((LockedQueue.HoldsSlot(before.State) && !LockedQueue.HoldsSlot(job.State)) || job.State.IsTerminal())
        {
            // Whoever reports an attempt's end has heard what led to it; who has ended needs nothing.
            await JobSignalSql.DropAsync(session, job.Id);
        }

        if (tell is { } kind)
        {
            await TellAsync(job, kind);
        }

        if (job.State.IsTerminal())
        {
            await EndAsync(job);
            await JobDependents.TellAsync(this, job);
        }

        await JobChildCancellation.MarkAsync(this, job);
    }

    /// <summary>The place of a job that becomes ready now.</summary>
    public JobPlace NextPlace(JobRecord job) => NextPlace(job, job.ReadyAt);

    private JobPlace NextPlace(JobRecord job, DateTimeOffset? since) =>
        new(Admission.JobRank.Of(since ?? Now, job.Priority), _queues[job.Queue].NextReadyNo());

    /// <summary>Writes a signal to a job's orchestration.</summary>
    public Task TellAsync(JobRecord job, JobSignalKind kind)
    {
        var signal = new JobSignal(job.Id, kind, job.AttemptsMade);
        _signals.Add(signal);
        return JobSignalSql.WriteAsync(session, signal, Now);
    }

    private async Task EndAsync(JobRecord job)
    {
        await JobEndSql.CountAsync(session, job);
        if (job.Notify is not null)
        {
            await TellAsync(job, JobSignalKind.Notify);
        }
    }

    /// <summary>Appends to the audit trail.</summary>
    public Task AuditAsync(JobActor actor, string action, string? queue, JobRecord? job, string? detail = null) =>
        JobAuditSql.AppendAsync(session, store.Time, new JobAuditLine(actor, action, queue ?? job?.Queue, job?.Id, job?.Tenant, detail));

    /// <summary>Writes back what changed in the queues.</summary>
    public async Task FlushAsync()
    {
        foreach (var queue in _queues.Values)
        {
            await QueueSql.FlushAsync(session, queue);
        }
    }

    /// <summary>Keeps counters, slots, keys and starts in step with a job's row, which is written.</summary>
    private async Task SettleQueueAsync(JobRecord job, JobState? before, JobPlace? place)
    {
        var queue = _queues[job.Queue];
        queue.Move(job.Tenant, before, job.State);
        if (before == JobState.Queued && job.State != JobState.Queued)
        {
            await QueueKeySql.RemoveWaitingAsync(session, job.Queue, job.LimitKey, job.Id);
        }

        switch (LockedQueue.HoldsSlot(before), LockedQueue.HoldsSlot(job.State))
        {
            case (false, true):
                await QueueKeySql.TakeSlotAsync(session, queue, job.LimitKey);
                await QueueRateSql.RecordAsync(session, queue, Now);
                break;
            case (true, false):
                await QueueKeySql.ReleaseSlotAsync(session, queue, job.LimitKey);
                break;
        }

        if (place is { } ready)
        {
            await QueueKeySql.AddWaitingAsync(session, job.Queue, job.LimitKey, ready.Rank, ready.Number, job.Id);
        }
    }

    private static DateTimeOffset ToMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
