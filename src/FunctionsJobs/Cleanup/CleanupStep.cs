namespace FunctionsJobs.Cleanup;

/// <summary>What a step has done.</summary>
/// <param name="Count">What it removed, or counted.</param>
/// <param name="Cursor">Where the next step begins; null when nothing is left.</param>
/// <param name="Skipped">Publishers it left alone, since jobs under way may need what is theirs.</param>
public readonly record struct CleanupStep(long Count, string? Cursor, int Skipped = 0);
