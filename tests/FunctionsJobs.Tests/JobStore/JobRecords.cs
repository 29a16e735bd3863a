using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Rows of jobs that are in no store.</summary>
internal static class JobRecords
{
    /// <summary>A running job at its first attempt.</summary>
    public static JobRecord New(string id, string queue = "q", string type = "t", string arguments = "{}", string? tenant = null) => new()
    {
        Id = id,
        Queue = queue,
        Type = type,
        Name = type,
        Tenant = tenant,
        Arguments = arguments,
        State = JobState.Running,
        Priority = 50,
        Policy = JobPolicy.Default,
        AttemptsMade = 1,
        Progress = default,
        CreatedAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        StartedAt = null,
        FinishedAt = null,
        NextAttemptAt = null,
        Result = null,
        Error = null,
    };
}
