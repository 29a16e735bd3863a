using System.Collections.Concurrent;
using FunctionsJobs.JobStore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Looks at the jobs of all activities that run in this process, and stops those whose job was cancelled or whose attempt is over. Stores what they have told of
/// their progress and that was too early to be stored then.
/// </summary>
/// <remarks>One read for all of them, twice a second, and none while nothing runs.</remarks>
public sealed class JobExecutionMonitor(IJobStore jobs, TimeProvider time, ILogger<JobExecutionMonitor> logger) : BackgroundService
{
    /// <summary>The time between two looks: an activity is told within it.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<JobExecution, JobProgressReporter> _running = new();
    private readonly Lock _adding = new();
    private bool _isBlind;

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var running = _running.Keys.ToArray();
        if (running.Length == 0)
        {
            return;
        }

        var standings = (await jobs.ReadStandingsAsync([.. running.Select(execution => execution.JobId).Distinct()], cancellation))
            .ToDictionary(standing => standing.JobId, StringComparer.Ordinal);
        foreach (var execution in running)
        {
            if (Reason(execution, standings.GetValueOrDefault(execution.JobId)) is { } reason)
            {
                execution.Stop(reason);
            }
        }

        foreach (var progress in _running.Values.Distinct())
        {
            await progress.StoreWhenDueAsync(cancellation);
        }
    }

    /// <summary>Begins to watch.</summary>
    /// <returns>Where the progress of its attempt is told.</returns>
    internal JobProgressReporter Add(JobExecution execution)
    {
        lock (_adding)
        {
            var progress = _running.Values.FirstOrDefault(other => other.JobId == execution.JobId && other.Attempt == execution.Attempt)
                ?? new JobProgressReporter(execution.JobId, execution.Attempt, jobs, time, logger);
            _running.TryAdd(execution, progress);
            return progress;
        }
    }

    internal void Remove(JobExecution execution) => _running.TryRemove(execution, out _);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
                _isBlind = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Work goes on without being watched; once is enough to say so.
                if (!_isBlind)
                {
                    LifecycleLog.MonitorBlind(logger, e);
                }

                _isBlind = true;
            }
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static JobFault? Reason(JobExecution execution, JobStanding? standing) => standing switch
    {
        null => JobFault.Cancelled("job_removed", "The job store does not have the job any more."),
        { State: JobState.Running } when standing.AttemptsMade == execution.Attempt => null,
        { State: JobState.Cancelling or JobState.Cancelled } => JobFault.Cancelled("job_cancelled", "The job was cancelled."),
        _ => JobFault.Cancelled("attempt_over", $"Attempt {execution.Attempt} is over."),
    };
}
