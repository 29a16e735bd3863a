using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>
/// The history that a failed instance goes on from: its own without the failures, and with <see cref="ExecutionRewound"/> at its end, so that
/// what failed is open again.
/// </summary>
/// <remarks>
/// <para>A failure is taken out when the code took no step because of it, which a replay without it tells. That is the common case: the
/// failure, or several side by side, ended the instance. Failures that the code has answered (by another attempt, or by going on without) stay.</para>
/// <para>When the code has answered all of them and ended nevertheless, as after a compensation, the history is cut where the last one arrived:
/// the steps since then are undone, and what else had arrived for steps before arrives again.</para>
/// <para>Locks of entities were released when the instance ended. A history that would go on within a critical section is cut before it, so
/// that the locks are taken again.</para>
/// </remarks>
internal sealed class RewoundHistory
{
    private RewoundHistory(IReadOnlyList<HistoryRecord> former, string? reason, List<HistoryRecord> records, OrchestrationExecutor executor)
    {
        Reason = reason;
        LostLocks = [.. LocksHeld(former).Select(EntityLockRequested.Read)];
        Records = records;
        Executor = executor;
    }

    public string? Reason { get; }

    /// <summary>Lock requests of the former run that it did not release; they are not in the new history.</summary>
    public IReadOnlyList<EntityLockRequested> LostLocks { get; }

    /// <summary>The new history, from its begin.</summary>
    public List<HistoryRecord> Records { get; }

    /// <summary>The code as it stands after <see cref="Records"/>. Faulted when it does not repeat them: then the next turn fails the instance again.</summary>
    public OrchestrationExecutor Executor { get; }

    /// <param name="history">The history of the failed instance.</param>
    /// <param name="reason">Why it is rewound.</param>
    /// <param name="now">UTC.</param>
    /// <param name="replay">Runs the instance's code over a history.</param>
    public static RewoundHistory Of(IReadOnlyList<HistoryRecord> history, string? reason, DateTime now, Func<IReadOnlyList<HistoryRecord>, OrchestrationExecutor> replay)
    {
        var failures = history.Where(record => IsFailure(record.Type)).ToList();
        var best = With([]);
        var removed = new HashSet<HistoryRecord>();
        Remove(failures);
        if (removed.Count == 0 && failures.Count > 0 && best.Executor is { IsFaulted: false, HasFailed: true })
        {
            best = Cut(history, failures[^1].Turn);
        }

        return LocksHeld(best.Records).FirstOrDefault() is { } held ? Cut(best.Records, held.Turn) : best;

        // All at once if possible, otherwise by halves, the later ones first.
        void Remove(List<HistoryRecord> block)
        {
            if (block.Count == 0)
            {
                return;
            }

            var without = With([.. removed, .. block]);
            if (!without.Executor.IsFaulted)
            {
                best = without;
                removed.UnionWith(block);
            }
            else if (block.Count > 1)
            {
                var half = block.Count / 2;
                Remove(block[half..]);
                Remove(block[..half]);
            }
        }

        RewoundHistory With(HashSet<HistoryRecord> left)
        {
            var kept = history.Where(record => !left.Contains(record)).ToList();
            return Replayed(kept, []);
        }

        RewoundHistory Cut(IReadOnlyList<HistoryRecord> records, int at)
        {
            var kept = records.TakeWhile(record => record.Turn < at).ToList();
            var open = kept.Where(record => record.TaskId >= 0).Select(record => record.TaskId).ToHashSet();
            return Replayed(kept, records.Skip(kept.Count).Where(record => ArrivesAgain(record, open)));
        }

        RewoundHistory Replayed(List<HistoryRecord> kept, IEnumerable<HistoryRecord> again)
        {
            var turn = (kept.Count == 0 ? 0 : kept[^1].Turn) + 1;
            kept.Add(new ExecutionRewound { Reason = reason }.ToRecord(0, turn, now));
            kept.AddRange(again.Select(record => Moved(record, 0, turn, now)));
            var records = kept.Select((record, index) => Moved(record, index + 1, record.Turn, record.At)).ToList();
            return new RewoundHistory(history, reason, records, replay(records));
        }
    }

    /// <summary>The steps of the code in <see cref="Records"/> that have no end yet.</summary>
    public IEnumerable<OrchestratorAction> OpenActions() => Executor.IsFaulted
        ? []
        : Records.Select(HistoryReader.Read).OfType<OrchestratorAction>().Where(action => Executor.IsOpen(action.TaskId));

    private static bool IsFailure(string type) =>
        type is HistoryEventType.TaskFailed or HistoryEventType.SubOrchestrationFailed or HistoryEventType.EntityOperationFailed;

    // Events from outside, and ends of tasks that were begun before the cut.
    private static bool ArrivesAgain(HistoryRecord record, HashSet<int> begun) => HistoryReader.Read(record) switch
    {
        OrchestratorAction or OrchestratorStarted => false,
        EventRaised or ExecutionSuspended or ExecutionResumed => true,
        ExecutionRewound => false,
        _ => !IsFailure(record.Type) && begun.Contains(record.TaskId),
    };

    // The requests for locks that the code holds, or waits for, at the end.
    private static IEnumerable<HistoryRecord> LocksHeld(IReadOnlyList<HistoryRecord> records)
    {
        var released = records.Where(record => record.Type == HistoryEventType.EntityUnlockSent)
            .Select(record => EntityUnlockSent.Read(record).LockTaskId).ToHashSet();
        return records.Where(record => record.Type == HistoryEventType.EntityLockRequested && !released.Contains(record.TaskId));
    }

    private static HistoryRecord Moved(HistoryRecord record, int sequence, int turn, DateTime at) => new()
    {
        Sequence = sequence,
        Turn = turn,
        At = at,
        Type = record.Type,
        TaskId = record.TaskId,
        Name = record.Name,
        Payload = record.Payload,
        Detail = record.Detail,
    };
}
