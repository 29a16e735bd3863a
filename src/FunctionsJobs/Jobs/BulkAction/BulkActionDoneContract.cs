namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>What became of one part.</summary>
public sealed record BulkActionDoneContract
{
    /// <summary>Jobs it looked at.</summary>
    public required int Matched { get; init; }

    /// <summary>Jobs it changed.</summary>
    public required int Changed { get; init; }

    /// <summary>Where the next part begins; null after the last.</summary>
    public required string? Cursor { get; init; }
}
