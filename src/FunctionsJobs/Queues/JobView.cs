using System.Text.Json;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;

namespace FunctionsJobs.Queues;

/// <summary>One job. Times are milliseconds since 1970-01-01, UTC; what is not known yet is null.</summary>
public sealed record JobView
{
    /// <summary>The job's id.</summary>
    public required string Id { get; init; }

    /// <summary>The queue's canonical name.</summary>
    public required string QueueName { get; init; }

    /// <summary>The name the job was submitted under.</summary>
    public required string Name { get; init; }

    /// <summary>What was submitted; secrets in it are shown as <c>***</c>.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The state, by its stored name.</summary>
    public required string State { get; init; }

    /// <summary>0 to 100; higher runs first.</summary>
    public required int Priority { get; init; }

    /// <summary>How far it is.</summary>
    public required JobProgressView Progress { get; init; }

    /// <summary>How often it is tried at most.</summary>
    public required int Attempts { get; init; }

    /// <summary>How many attempts were begun.</summary>
    public required int AttemptsMade { get; init; }

    /// <summary>When it was accepted.</summary>
    public required long CreatedOn { get; init; }

    /// <summary>When its first attempt began.</summary>
    public required long? ProcessedOn { get; init; }

    /// <summary>When it ended.</summary>
    public required long? FinishedOn { get; init; }

    /// <summary>When its next attempt is due, while it waits for it.</summary>
    public required long? NextAttemptOn { get; init; }

    /// <summary>When it will be done if it goes on as so far, while it runs.</summary>
    public required long? Eta { get; init; }

    /// <summary>The result, once it is completed.</summary>
    public required JsonElement? Result { get; init; }

    /// <summary>Why the last attempt failed, until one succeeds.</summary>
    public required JobErrorView? Error { get; init; }

    /// <summary>The job that it is a child of, or null.</summary>
    public required string? ParentId { get; init; }

    /// <summary>How many children it has in which state, by the states' names; null for a job without children, and in lists.</summary>
    public IReadOnlyDictionary<string, long>? Children { get; init; }

    /// <summary>The view of a row at a time.</summary>
    /// <param name="job">The row.</param>
    /// <param name="now">The time.</param>
    /// <param name="children">How many children it has in which state, where that was asked for.</param>
    internal static JobView Of(JobRecord job, DateTimeOffset now, IReadOnlyDictionary<JobState, long>? children = null) => new()
    {
        Id = job.Id,
        ParentId = job.ParentId,
        Children = children is { Count: > 0 } ? children.ToDictionary(count => count.Key.ToName(), count => count.Value) : null,
        QueueName = job.Queue,
        Name = job.Name,
        Data = SecretArguments.Show(job),
        State = job.State.ToName(),
        Priority = job.Priority,
        Progress = new JobProgressView(job.Progress.Step, job.Progress.Total, job.Progress.Percent, job.Progress.Message),
        Attempts = job.Policy.Attempts,
        AttemptsMade = job.AttemptsMade,
        CreatedOn = job.CreatedAt.ToUnixTimeMilliseconds(),
        ProcessedOn = job.StartedAt?.ToUnixTimeMilliseconds(),
        FinishedOn = job.FinishedAt?.ToUnixTimeMilliseconds(),
        NextAttemptOn = job.NextAttemptAt?.ToUnixTimeMilliseconds(),
        Eta = JobEta.Of(job, now)?.ToUnixTimeMilliseconds(),
        Result = job.Result is null ? null : JsonElement.Parse(job.Result),
        Error = job.Error is { } error
            ? new JobErrorView(error.Code, Lifecycle.JobFaultCategoryNames.ToName(error.Category), error.Retryable, error.Message)
            : null,
    };
}
