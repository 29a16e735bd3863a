using FunctionsJobs.Queues;

namespace FunctionsJobs.Exports;

/// <summary>An export, as it is sent.</summary>
public sealed record ExportView
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's state, as in the queue API.</summary>
    public required string State { get; init; }

    /// <summary>How far it is.</summary>
    public required JobProgressView Progress { get; init; }

    /// <summary>The file; null before the job has completed.</summary>
    public ExportedFileView? File { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public JobErrorView? Error { get; init; }
}
