using System.Text.Json;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;

namespace FunctionsJobs.JobApi;

/// <summary>One job as the job API shows it. Times are ISO 8601, UTC; what is not known yet is null.</summary>
public sealed record JobStatusView
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary><c>queue/type</c>.</summary>
    public required string JobType { get; init; }

    /// <summary>The name it was submitted under.</summary>
    public required string JobName { get; init; }

    /// <summary><c>pending, running, completed, failed, cancelled</c> or <c>retry</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How far it is.</summary>
    public required JobStatusProgressView Progress { get; init; }

    /// <summary>How many attempts were begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first attempt began.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it will be done if it goes on as so far, while it runs.</summary>
    public required DateTimeOffset? Eta { get; init; }

    /// <summary>The result, once it is completed.</summary>
    public required JsonElement? Result { get; init; }

    /// <summary>Why the last attempt failed, until one succeeds.</summary>
    public required JobErrorView? Error { get; init; }

    /// <summary>The job that it is a child of, or null.</summary>
    public required string? ParentId { get; init; }

    /// <summary>How many children it has in which status; null for a job without children, and in lists.</summary>
    public IReadOnlyDictionary<string, long>? Children { get; init; }

    internal static JobStatusView Of(JobRecord job, DateTimeOffset now, IReadOnlyDictionary<JobState, long>? children = null)
    {
        var view = JobView.Of(job, now);
        return new JobStatusView
        {
            ParentId = job.ParentId,
            Children = children is { Count: > 0 }
                ? children.GroupBy(count => count.Key.ToStatus()).ToDictionary(status => status.Key, status => status.Sum(count => count.Value))
                : null,
            JobId = job.Id,
            JobType = $"{job.Queue}/{job.Type}",
            JobName = job.Name,
            Status = job.State.ToStatus(),
            Progress = new JobStatusProgressView(
                job.Progress.Step,
                job.Progress.Total,
                job.Progress.Percent,
                job.Progress.Message,
                job.Progress.Details is { } details ? JsonElement.Parse(details) : null),
            Attempts = job.AttemptsMade,
            CreatedAt = job.CreatedAt,
            StartedAt = job.StartedAt,
            CompletedAt = job.FinishedAt,
            Eta = JobEta.Of(job, now),
            Result = view.Result,
            Error = view.Error,
        };
    }
}
