namespace Microsoft.DurableTask.Client;

/// <summary>What a purge did.</summary>
public class PurgeResult
{
    public PurgeResult(int count)
    {
        PurgedInstanceCount = count >= 0 ? count : throw new ArgumentException("Count must be non-negative", nameof(count));
    }

    public PurgeResult(int count, bool? isComplete)
        : this(count)
    {
        IsComplete = isComplete;
    }

    public int PurgedInstanceCount { get; }

    /// <summary>Whether all matching instances were purged; <see langword="null"/> when unknown.</summary>
    public bool? IsComplete { get; }
}
