using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>
/// Does what one short transaction has left: children that have not been cancelled, dependents that have not been told, and room for more jobs than a
/// transaction admits. Each step is a
/// transaction of its own, safe to repeat; where the process dies before the last, the reconciler finds the rest.
/// </summary>
internal static class JobFollowUp
{
    /// <summary>Most steps after one call, so that it ends.</summary>
    private const int MaxSteps = 1000;

    /// <summary>Runs work in a transaction, and what it leaves in further ones.</summary>
    /// <returns>What the work answered, whom to tell, and the queues in which only time makes room.</returns>
    public static async Task<(T Result, IReadOnlyList<JobSignal> Signals, IReadOnlyList<string> QueuesWaitingForTime)> WriteAsync<T>(
        JobStoreContext store, Func<JobWork, Task<T>> work, CancellationToken cancellation)
    {
        var first = await RunAsync(store, work, cancellation);
        if (!first.LeavesChildren && !first.LeavesDependents && first.ToFill.Count == 0)
        {
            return (first.Result, first.Signals, first.WaitingForTime);
        }

        var signals = new List<JobSignal>(first.Signals);
        var waiting = new HashSet<string>(first.WaitingForTime, StringComparer.Ordinal);
        var toFill = new Queue<string>(first.ToFill);
        var (leavesChildren, leavesDependents) = (first.LeavesChildren, first.LeavesDependents);
        for (var step = 0; step < MaxSteps && (leavesChildren || leavesDependents || toFill.Count > 0); step++)
        {
            // The first part is done and durable: nothing of this is cancelled with its caller.
            var next = leavesChildren ? await RunAsync(store, unit => JobChildCancellation.CancelAsync(unit, null), CancellationToken.None)
                : leavesDependents ? await RunAsync(store, JobDependents.SettleAsync, CancellationToken.None)
                : await RunAsync(store, unit => FillAsync(unit, toFill.Dequeue()), CancellationToken.None);
            leavesDependents = next.LeavesDependents || (leavesDependents && (leavesChildren || next.Result));
            leavesChildren = next.LeavesChildren || (leavesChildren && next.Result);
            signals.AddRange(next.Signals);
            waiting.UnionWith(next.WaitingForTime);
            foreach (var queue in next.ToFill.Except(toFill).ToList())
            {
                toFill.Enqueue(queue);
            }
        }

        return (first.Result, signals, [.. waiting]);
    }

    private static async Task<bool> FillAsync(JobWork work, string queue)
    {
        await work.LockAsync([queue]);
        await JobAdmission.FillAsync(work);
        return true;
    }

    private static Task<Step<T>> RunAsync<T>(JobStoreContext store, Func<JobWork, Task<T>> work, CancellationToken cancellation) =>
        store.WriteAsync(
            async unit =>
            {
                var result = await work(unit);
                return new Step<T>(
                    result, unit.Signals, [.. unit.QueuesWaitingForTime], unit.LeavesChildren, unit.LeavesDependents, unit.MayAdmitMore ? [.. unit.Queues.Select(queue => queue.Name)] : []);
            },
            cancellation);

    private sealed record Step<T>(
        T Result, IReadOnlyList<JobSignal> Signals, IReadOnlyList<string> WaitingForTime, bool LeavesChildren, bool LeavesDependents, IReadOnlyList<string> ToFill);
}
