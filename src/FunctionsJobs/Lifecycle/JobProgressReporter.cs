using FunctionsJobs.JobStore;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Brings the progress that the activities of one attempt tell to the job store: not more often than once per <see cref="Interval"/>, never backwards, and
/// the last of it always.
/// </summary>
/// <remarks>A report that cannot be stored is kept for the next time: work does not fail because nobody could be told how far it is.</remarks>
internal sealed class JobProgressReporter(string jobId, int attempt, IJobStore jobs, TimeProvider time, ILogger logger)
{
    /// <summary>The shortest time between two reports that are stored while activities run.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private JobProgress _furthest;
    private JobProgress? _pending;
    private long? _storedAt;
    private bool _isFailing;

    public string JobId => jobId;

    public int Attempt => attempt;

    /// <summary>Takes note, and stores it when the last one was stored long enough ago.</summary>
    public Task ReportAsync(JobProgress progress, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (IsBehind(progress, _furthest))
            {
                return Task.CompletedTask;
            }

            (_furthest, _pending) = (progress, progress);
        }

        return StoreWhenDueAsync(cancellation);
    }

    /// <summary>Stores what waits, when the last one was stored long enough ago.</summary>
    public Task StoreWhenDueAsync(CancellationToken cancellation) => StoreAsync(isLast: false, cancellation);

    /// <summary>Stores what waits: an activity has ended, and may have been the last.</summary>
    public Task StoreLastAsync(CancellationToken cancellation) => StoreAsync(isLast: true, cancellation);

    private async Task StoreAsync(bool isLast, CancellationToken cancellation)
    {
        JobProgress progress;
        lock (_lock)
        {
            if (_pending is not { } pending || (!isLast && _storedAt is { } at && time.GetElapsedTime(at) < Interval))
            {
                return;
            }

            progress = pending;
            _pending = null;
            _storedAt = time.GetTimestamp();
        }

        try
        {
            await jobs.ReportProgressAsync(jobId, attempt, progress, cancellation);
            _isFailing = false;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // Once is enough to say so.
            if (!_isFailing)
            {
                LifecycleLog.ProgressNotStored(logger, e, jobId);
            }

            _isFailing = true;
            lock (_lock)
            {
                _pending ??= progress;
            }
        }
    }

    private static bool IsBehind(JobProgress progress, JobProgress other) =>
        Share(progress).CompareTo(Share(other)) is var byShare && (byShare < 0 || (byShare == 0 && progress.Step < other.Step));

    private static double Share(JobProgress progress) => progress.Total == 0 ? 0 : (double)progress.Step / progress.Total;
}
