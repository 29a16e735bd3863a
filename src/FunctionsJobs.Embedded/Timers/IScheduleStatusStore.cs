namespace FunctionsJobs.Embedded.Timers;

/// <summary>Keeps where monitored schedules stand, so that a run missed while the host was down is noticed.</summary>
internal interface IScheduleStatusStore
{
    /// <summary>The stored state, or <see langword="null"/> for a timer that was never seen.</summary>
    ValueTask<StoredSchedule?> ReadAsync(string function, CancellationToken cancellation);

    /// <summary>Stores the state; durable when the task completes.</summary>
    Task WriteAsync(string function, StoredSchedule status, CancellationToken cancellation);
}
