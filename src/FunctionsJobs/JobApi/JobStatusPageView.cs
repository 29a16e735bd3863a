namespace FunctionsJobs.JobApi;

/// <summary>A part of a list of jobs.</summary>
/// <param name="Jobs">Newest first.</param>
/// <param name="NextCursor">The <c>cursor</c> of the next page; null at the end.</param>
public sealed record JobStatusPageView(IReadOnlyList<JobStatusView> Jobs, string? NextCursor);
