namespace FunctionsJobs.Queues;

/// <summary>Which ended jobs of a queue to remove.</summary>
public sealed record CleanQueueRequest
{
    /// <summary>How long ago they must have ended, in seconds; 0 to 31,622,400 (366 days).</summary>
    public required long GracePeriod { get; init; }

    /// <summary><c>completed</c> (default), <c>failed</c> or <c>cancelled</c>.</summary>
    public string? State { get; init; }
}
