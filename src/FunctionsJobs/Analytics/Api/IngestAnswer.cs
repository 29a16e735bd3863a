using FunctionsJobs.Analytics.Ingest;

namespace FunctionsJobs.Analytics.Api;

/// <summary>What became of a body of events.</summary>
/// <param name="Accepted">Events that are stored now and were not before.</param>
/// <param name="Duplicates">Events whose id the publisher had sent before; they changed nothing.</param>
/// <param name="Rejected">Lines that were not stored; all of them are counted.</param>
/// <param name="Errors">The first of the rejected lines, in order.</param>
public sealed record IngestAnswer(long Accepted, long Duplicates, long Rejected, IReadOnlyList<RejectedLine> Errors);
