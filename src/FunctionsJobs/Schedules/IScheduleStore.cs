using FunctionsJobs.JobStore;

namespace FunctionsJobs.Schedules;

/// <summary>Schedules, where each of them stands, and what became of their fire times. In the job store's database.</summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>One call that writes is one transaction, durable when its task completes. After a fault or a cancellation either all of it is there or none.</item>
/// <item>A fire time is settled once: in one transaction its job is accepted or its skip is recorded, and the schedule moves on to the next fire time.
/// That transaction holds the schedule's row lock and changes nothing unless the schedule is active and stands where the caller read it. So of any
/// number of processes that serve a fire time at once, one does, and a crash leaves it either settled or as it was.</item>
/// <item>Whether an earlier run has ended is seen in the same transaction. Under <see cref="OverlapPolicy.Skip"/> and <see cref="OverlapPolicy.Queue"/>
/// no run starts beside another one, but for those that users trigger.</item>
/// <item>The job of a run is accepted as any other is, by the job store's own rules.</item>
/// <item>The record of fire times is cut to a number of rows per schedule, oldest first. Runs that wait or are under way are kept.</item>
/// <item>Removing a schedule removes its record, and not its jobs.</item>
/// </list>
/// The tables are part of the job store's schema: it has been opened before anything here is called.
/// </remarks>
public interface IScheduleStore
{
    /// <summary>Creates a schedule, unless its tenant has as many as it may.</summary>
    /// <returns>The schedule, or null when there are too many. Holds under any number of parallel calls.</returns>
    Task<ScheduleRecord?> CreateAsync(NewSchedule schedule, int maxPerTenant, CancellationToken cancellation);

    /// <summary>The schedule of an id, or null.</summary>
    Task<ScheduleRecord?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>A page of schedules, newest first.</summary>
    /// <param name="tenant">Whose, or null for everybody's.</param>
    /// <param name="beforeId">Exclusive start: the last id of the page before, or null for the first page.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<ScheduleRecord>> ListAsync(string? tenant, string? beforeId, int limit, CancellationToken cancellation);

    /// <summary>What became of the last fire times of a schedule, newest first.</summary>
    Task<IReadOnlyList<ScheduleRun>> ListRunsAsync(string id, int limit, CancellationToken cancellation);

    /// <summary>Changes a schedule, if it still is as it was read; it gets the next version.</summary>
    /// <returns>The schedule as it is now, or null when it changed meanwhile or is gone.</returns>
    Task<ScheduleRecord?> TryChangeAsync(ScheduleChange change, CancellationToken cancellation);

    /// <summary>Removes a schedule; false when there is none.</summary>
    Task<bool> DeleteAsync(string id, CancellationToken cancellation);

    /// <summary>Active schedules whose next fire time is due, in order of that and of their ids.</summary>
    /// <param name="now">The time.</param>
    /// <param name="after">The last one of the page before, or null for the first page.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<ScheduleRecord>> ListDueAsync(DateTimeOffset now, ScheduleRecord? after, int limit, CancellationToken cancellation);

    /// <summary>Settles due fire times.</summary>
    Task<FireResult> SettleAsync(FireSettlement settlement, CancellationToken cancellation);

    /// <summary>Runs that wait, of active schedules no run of which is under way: the oldest of each schedule.</summary>
    Task<IReadOnlyList<WaitingFire>> ListWaitingAsync(int limit, CancellationToken cancellation);

    /// <summary>Starts a run that waits, or records why it is not started, if all is still as it was read.</summary>
    /// <param name="waiting">The run.</param>
    /// <param name="wanted">Its job, or the reason for none.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<FireResult> StartWaitingAsync(WaitingFire waiting, FireStep wanted, CancellationToken cancellation);

    /// <summary>Accepts the job of a run that a user triggers, whatever the schedule's state and policies are.</summary>
    /// <returns>What the job store says, or null when there is no such schedule.</returns>
    Task<JobSubmission?> TriggerAsync(string id, NewJob job, CancellationToken cancellation);
}
