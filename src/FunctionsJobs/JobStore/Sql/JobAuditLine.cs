using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>A line to be appended to the audit trail.</summary>
internal sealed record JobAuditLine(JobActor Actor, string Action, string? Queue, string? JobId, string? Tenant, string? Detail);
