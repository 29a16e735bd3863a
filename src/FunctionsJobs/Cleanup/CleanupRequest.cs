namespace FunctionsJobs.Cleanup;

/// <summary>One step of a clean-up.</summary>
/// <param name="Before">What is older than this time is cleared away.</param>
/// <param name="DryRun">Whether it is only counted.</param>
/// <param name="BatchSize">Most rows or files of one transaction.</param>
/// <param name="Cursor">Where the step before ended, or null for the first.</param>
public sealed record CleanupRequest(DateTimeOffset Before, bool DryRun, int BatchSize, string? Cursor);
