using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.Admin;

/// <summary>Something that happened to a job: a line of its timeline, or of the audit trail.</summary>
/// <param name="At">When, in milliseconds since 1970-01-01, UTC.</param>
/// <param name="Event">What: a trigger of the job's life, or an audited action.</param>
/// <param name="State">The state that followed; null for a line of the audit trail.</param>
/// <param name="Attempt">The attempt; null for a line of the audit trail.</param>
/// <param name="Actor">Who; null for a line of the timeline.</param>
/// <param name="Detail">More, for people, or null.</param>
public sealed record JobEventView(long At, string Event, string? State, int? Attempt, string? Actor, string? Detail)
{
    internal static JobEventView Of(JobTimelineEntry line) =>
        new(line.At.ToUnixTimeMilliseconds(), line.Event, line.State.ToName(), line.Attempt, null, line.Detail);

    internal static JobEventView Of(JobAuditEntry line) =>
        new(line.At.ToUnixTimeMilliseconds(), line.Action, null, null, line.Actor.Name, line.Detail);
}
