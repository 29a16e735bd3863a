using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.Queues;

/// <summary>A queue's jobs now, and what ended within the last hour.</summary>
public sealed record QueueMetricsView
{
    /// <summary>The canonical name.</summary>
    public required string QueueName { get; init; }

    /// <summary>Ready to run, or waiting for other jobs; 0 while the queue is paused.</summary>
    public required long Waiting { get; init; }

    /// <summary>Running.</summary>
    public required long Active { get; init; }

    /// <summary>Completed and still kept.</summary>
    public required long Completed { get; init; }

    /// <summary>Failed and still kept.</summary>
    public required long Failed { get; init; }

    /// <summary>Waiting for a time: submitted for later, or for the next attempt.</summary>
    public required long Delayed { get; init; }

    /// <summary>What would be waiting, were the queue not paused.</summary>
    public required long Paused { get; init; }

    /// <summary>Cancelled and still kept.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Whether the queue admits nothing until it is resumed.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Most jobs at once, or null for no limit.</summary>
    public required int? Concurrency { get; init; }

    /// <summary>Most jobs at once of one publisher or host, or null for no limit.</summary>
    public required int? KeyConcurrency { get; init; }

    /// <summary>Most starts within <see cref="RateWindow"/>, or null for no limit.</summary>
    public required int? RateLimit { get; init; }

    /// <summary>The window of the rate limit, in milliseconds.</summary>
    public required long? RateWindow { get; init; }

    /// <summary>Completed jobs per minute.</summary>
    public required double CompletedPerMinute { get; init; }

    /// <summary>Share of completed jobs among those that completed or failed, 0 to 1; null where there were none.</summary>
    public required double? SuccessRate { get; init; }

    /// <summary>The time, in milliseconds, that half of the completed jobs did not exceed; null where there were none.</summary>
    public required double? DurationP50 { get; init; }

    /// <summary>The time, in milliseconds, that 95 of 100 completed jobs did not exceed; null where there were none.</summary>
    public required double? DurationP95 { get; init; }

    internal static QueueMetricsView Of(QueueStatus queue, QueueMetrics? metrics)
    {
        var counts = metrics?.Counts ?? new QueueCounts(queue.Queue, new Dictionary<JobState, long>());
        var waiting = QueueStates.Waiting(counts);
        return new QueueMetricsView
        {
            QueueName = queue.Queue,
            Waiting = queue.IsPaused ? 0 : waiting,
            Active = QueueStates.Active(counts),
            Completed = counts[JobState.Completed],
            Failed = counts[JobState.Failed],
            Delayed = QueueStates.Delayed(counts),
            Paused = queue.IsPaused ? waiting : 0,
            Cancelled = counts[JobState.Cancelled],
            IsPaused = queue.IsPaused,
            Concurrency = queue.Limits.Concurrency,
            KeyConcurrency = queue.Limits.KeyConcurrency,
            RateLimit = queue.Limits.Rate?.Starts,
            RateWindow = queue.Limits.Rate is { } rate ? (long)rate.Window.TotalMilliseconds : null,
            CompletedPerMinute = Math.Round(metrics?.CompletedPerMinute ?? 0, 2),
            SuccessRate = metrics?.SuccessRate is { } share ? Math.Round(share, 4) : null,
            DurationP50 = Milliseconds(metrics?.P50),
            DurationP95 = Milliseconds(metrics?.P95),
        };
    }

    private static double? Milliseconds(TimeSpan? duration) => duration is { } value ? Math.Round(value.TotalMilliseconds, 1) : null;
}
