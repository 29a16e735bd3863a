namespace FunctionsJobs.JobStore.Index;

/// <summary>A part of a list.</summary>
/// <param name="Jobs">Newest first.</param>
/// <param name="Cursor">Where the list goes on; null at its end. A page may be short, or empty, and still not be the last.</param>
public sealed record JobPage(IReadOnlyList<JobRecord> Jobs, string? Cursor);
