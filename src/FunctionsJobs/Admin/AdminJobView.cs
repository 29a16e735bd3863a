using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;

namespace FunctionsJobs.Admin;

/// <summary>One job as administrators see it. Times are milliseconds since 1970-01-01, UTC.</summary>
public sealed record AdminJobView
{
    /// <summary>What everybody sees who may see the job.</summary>
    public required JobView Job { get; init; }

    /// <summary>The job type within the queue.</summary>
    public required string Type { get; init; }

    /// <summary>The publisher it belongs to, or null.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>Which of its runs this is; 1 until it is retried by hand.</summary>
    public required int Run { get; init; }

    /// <summary>Words to find it by.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The jobs it was submitted to depend on.</summary>
    public required IReadOnlyList<string> DependsOn { get; init; }

    /// <summary>What its queue's limit per key counts it by.</summary>
    public required string LimitKey { get; init; }

    /// <summary>When it may run at the earliest, where that was asked for.</summary>
    public required long? DueOn { get; init; }

    /// <summary>When its cancellation was asked for.</summary>
    public required long? CancelRequestedOn { get; init; }

    internal static AdminJobView Of(
        JobRecord job, IReadOnlyList<string> dependsOn, DateTimeOffset now, IReadOnlyDictionary<JobState, long> children) => new()
    {
        Job = JobView.Of(job, now, children),
        Type = job.Type,
        PublisherId = job.Tenant,
        Run = job.Run,
        Tags = JobTags.Read(job.Tags),
        DependsOn = dependsOn,
        LimitKey = job.LimitKey,
        DueOn = job.DueAt?.ToUnixTimeMilliseconds(),
        CancelRequestedOn = job.CancelRequestedAt?.ToUnixTimeMilliseconds(),
    };
}
