namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>What the job has done.</summary>
public sealed record CleanupResultContract
{
    /// <summary>What was cleared away.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it was only counted.</summary>
    public required bool DryRun { get; init; }

    /// <summary>What was older than this time.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>How much was removed, or counted, by type: log lines, keys, blobs or events.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>Publishers whose data was left alone, since jobs under way may need it; the next clean-up takes it.</summary>
    public required int Skipped { get; init; }
}
