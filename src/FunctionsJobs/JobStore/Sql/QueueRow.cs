using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>A row of the table <c>job_queues</c> as the databases give it.</summary>
internal sealed class QueueRow
{
    /// <summary>The columns, named as the properties.</summary>
    public const string Columns =
        """
        queue AS Queue, paused AS Paused, concurrency AS Concurrency, key_concurrency AS KeyConcurrency, rate_starts AS RateStarts,
        rate_window_ms AS RateWindowMs, key_limit_applied AS KeyLimitApplied, running AS Running, last_ready_no AS LastReadyNo,
        last_start_no AS LastStartNo
        """;

    /// <summary>How the absence of a limit is stored, where an administrator has asked for it.</summary>
    public const int NoLimit = -1;

    public required string Queue { get; init; }

    public long Paused { get; init; }

    public long? Concurrency { get; init; }

    public long? KeyConcurrency { get; init; }

    public long? RateStarts { get; init; }

    public long? RateWindowMs { get; init; }

    public long KeyLimitApplied { get; init; }

    public long Running { get; init; }

    public long LastReadyNo { get; init; }

    public long LastStartNo { get; init; }

    /// <summary>The limits that count: what is stored, and the defaults where nothing is.</summary>
    public QueueLimits Limits(QueueLimits defaults) => new()
    {
        Concurrency = Stored(Concurrency, defaults.Concurrency),
        KeyConcurrency = Stored(KeyConcurrency, defaults.KeyConcurrency),
        Rate = RateStarts switch
        {
            null => defaults.Rate,
            NoLimit => null,
            var starts => new RateLimit((int)starts, TimeSpan.FromMilliseconds(RateWindowMs ?? 0)),
        },
    };

    /// <summary>The settings and slots for callers.</summary>
    public QueueStatus ToStatus(QueueLimits defaults) =>
        new() { Queue = Queue, IsPaused = Paused == 1, Limits = Limits(defaults), Running = (int)Running };

    private static int? Stored(long? value, int? byDefault) => value is null ? byDefault : value == NoLimit ? null : (int)value;
}
