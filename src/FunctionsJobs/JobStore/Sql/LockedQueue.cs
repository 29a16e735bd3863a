using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>
/// A queue whose row this transaction has locked: what it was, and what the transaction has changed so far. Written back once, at the end, by
/// <see cref="QueueSql.FlushAsync"/>.
/// </summary>
internal sealed class LockedQueue(QueueRow row, QueueLimits limits)
{
    private readonly Dictionary<(string? Tenant, JobState State), int> _counts = [];
    private (long Number, long At)? _start;

    public string Name => row.Queue;

    public QueueLimits Limits => limits;

    public bool IsPaused => row.Paused == 1;

    /// <summary>The concurrency per key that the column <c>is_open</c> of the queue's keys was computed with.</summary>
    public int KeyLimitApplied { get; set; } = (int)row.KeyLimitApplied;

    public int Running { get; private set; } = (int)row.Running;

    public long LastReadyNo { get; private set; } = row.LastReadyNo;

    public long LastStartNo { get; private set; } = row.LastStartNo;

    /// <summary>Whether its row differs from what was read.</summary>
    public bool IsChanged =>
        Running != row.Running || LastReadyNo != row.LastReadyNo || LastStartNo != row.LastStartNo || KeyLimitApplied != row.KeyLimitApplied;

    /// <summary>Whether a slot is free, as far as the queue as a whole goes.</summary>
    public bool HasSlot => !IsPaused && (limits.Concurrency is not { } most || Running < most);

    /// <summary>Changes of the counters, by tenant and state; those of all tenants together are their sums.</summary>
    public IEnumerable<(string? Tenant, JobState State, int Change)> Counts =>
        _counts.Where(count => count.Value != 0).Select(count => (count.Key.Tenant, count.Key.State, count.Value));

    /// <summary>Counts a job that went from one state to another; null for a job that was not there, or is not there any more.</summary>
    public void Move(string? tenant, JobState? from, JobState? to)
    {
        if (from is { } left)
        {
            Count(tenant, left, -1);
        }

        if (to is { } entered)
        {
            Count(tenant, entered, 1);
        }

        Running += (HoldsSlot(to) ? 1 : 0) - (HoldsSlot(from) ? 1 : 0);
    }

    /// <summary>The place of a job that has become ready, after all that became ready before.</summary>
    public long NextReadyNo() => ++LastReadyNo;

    /// <summary>When the start of a number was, where this transaction has read it; starts are never changed.</summary>
    public long? FindStart(long number) => _start is { } start && start.Number == number ? start.At : null;

    /// <summary>Keeps when the start of a number was.</summary>
    public long NoteStart(long number, long at)
    {
        _start = (number, at);
        return at;
    }

    /// <summary>The number of a start.</summary>
    public long NextStartNo() => ++LastStartNo;

    /// <summary>Whether a job of this state holds a slot.</summary>
    public static bool HoldsSlot(JobState? state) => state is JobState.Running or JobState.Cancelling;

    private void Count(string? tenant, JobState state, int change) =>
        _counts[(tenant, state)] = _counts.GetValueOrDefault((tenant, state)) + change;
}
