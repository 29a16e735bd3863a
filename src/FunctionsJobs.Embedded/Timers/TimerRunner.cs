using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>Runs one timer function by its schedule, never twice at the same time.</summary>
internal sealed class TimerRunner(FunctionDescriptor function, FunctionRuntime runtime, IScheduleStatusStore store, ILogger logger) : IDisposable
{
    // Long waits are cut, so that a clock that was set or a machine that slept is noticed.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly TimerTrigger _trigger = (TimerTrigger)function.Trigger;
    private readonly TimeProvider _time = runtime.Time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private StoredSchedule? _status;

    public string Name => function.Name;

    /// <summary>Runs until <paramref name="stopping"/>; a run under way is finished first.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            var isPastDue = await LoadAsync(stopping);
            if (isPastDue)
            {
                TimerLog.PastDue(logger, Name, _status!.Next);
                await RunScheduledAsync(isPastDue: true, stopping);
            }
            else if (_trigger.RunOnStartup)
            {
                await RunScheduledAsync(isPastDue: false, stopping);
            }

            while (true)
            {
                var isLate = await WaitForNextAsync(stopping);
                await RunScheduledAsync(isLate, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            TimerLog.Stopped(logger, Name);
        }
    }

    /// <summary>Runs the function now, outside its schedule, once no other run is under way.</summary>
    public async Task RunNowAsync(CancellationToken stopping)
    {
        await _gate.WaitAsync(stopping);
        try
        {
            await InvokeAsync(isPastDue: false, stopping);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <returns>Whether an occurrence was missed while the host was down.</returns>
    private async Task<bool> LoadAsync(CancellationToken stopping)
    {
        var now = _time.GetUtcNow();
        if (!_trigger.UseMonitor)
        {
            _status = StoredSchedule.New(_trigger.Schedule, now);
            return false;
        }

        var stored = await store.ReadAsync(Name, stopping);
        _status = stored?.Under(_trigger.Schedule, now) ?? StoredSchedule.New(_trigger.Schedule, now);
        if (_status != stored)
        {
            await store.WriteAsync(Name, _status, stopping);
        }

        return now > _status.Next;
    }

    /// <returns>Whether the occurrence came up much later than it should, because the clock was set or the machine slept.</returns>
    private async Task<bool> WaitForNextAsync(CancellationToken stopping)
    {
        var hasWaited = false;
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            var remaining = _status!.Next - _time.GetUtcNow();
            if (remaining <= TimeSpan.Zero)
            {
                return hasWaited && -remaining > LongestWait;
            }

            hasWaited = true;
            await Task.Delay(remaining < LongestWait ? remaining : LongestWait, _time, stopping);
        }
    }

    private async Task RunScheduledAsync(bool isPastDue, CancellationToken stopping)
    {
        await _gate.WaitAsync(stopping);
        try
        {
            var begun = _time.GetUtcNow();
            if (!await InvokeAsync(isPastDue, stopping))
            {
                // Cut short by the stop: the stored state stays, so that the next start makes up for the run.
                return;
            }

            _status = StoredSchedule.After(_trigger.Schedule, begun);
            await SaveAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <returns>Whether the run ended, well or not; false when the host's stop cut it short.</returns>
    private async Task<bool> InvokeAsync(bool isPastDue, CancellationToken stopping)
    {
        for (var retryCount = 0; ; retryCount++)
        {
            var (fault, reason) = await AttemptAsync(isPastDue, retryCount);
            if (fault is null)
            {
                return true;
            }

            TimerLog.Failed(logger, fault, Name, retryCount + 1);
            if (reason == CancellationReason.HostStopping)
            {
                return false;
            }

            if (_trigger.Retry is not { } retry || !retry.Allows(retryCount))
            {
                return true;
            }

            await Task.Delay(retry.Delay(retryCount), _time, stopping);
        }
    }

    private async Task<(Exception? Fault, CancellationReason Reason)> AttemptAsync(bool isPastDue, int retryCount)
    {
        await using var context = new InvocationContext(function, runtime)
        {
            Retry = new AttemptRetryContext(retryCount, _trigger.Retry?.MaxRetryCount ?? 0),
            TriggerValue = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = _trigger.UseMonitor && _status is { } status ? Describe(status) : null },
        };
        runtime.Running.Add(context);
        try
        {
            await runtime.Pipeline(context);
            var took = (long)_time.GetElapsedTime(context.StartedAt).TotalMilliseconds;
            TimerLog.Ran(logger, _trigger.Schedule.IsSubMinute ? LogLevel.Debug : LogLevel.Information, Name, took);
            return (null, CancellationReason.None);
        }
        catch (Exception exception)
        {
            return (exception, context.CancellationReason);
        }
        finally
        {
            runtime.Running.Remove(context);
        }
    }

    private async Task SaveAsync()
    {
        if (!_trigger.UseMonitor)
        {
            return;
        }

        try
        {
            await store.WriteAsync(Name, _status!, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The schedule goes on; a restart may repeat this run.
            TimerLog.StatusNotSaved(logger, exception, Name);
        }
    }

    private static ScheduleStatus Describe(StoredSchedule status) => new()
    {
        Last = status.Last?.UtcDateTime ?? default,
        Next = status.Next.UtcDateTime,
        LastUpdated = status.LastUpdated.UtcDateTime,
    };
}
