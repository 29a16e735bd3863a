namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>What a step has done.</summary>
public sealed record CleanupDoneContract
{
    /// <summary>What it removed, or counted.</summary>
    public required long Count { get; init; }

    /// <summary>Publishers it left alone.</summary>
    public required int Skipped { get; init; }

    /// <summary>Where the next step begins; null when nothing is left.</summary>
    public required string? Cursor { get; init; }
}
