using System.Text.Json;

namespace FunctionsJobs.Notices;

/// <summary>What a webhook is sent: that a job has ended, and where to read more. Fields are only ever added.</summary>
public sealed record JobNotice
{
    /// <summary>The notice's id; a notice that is sent again has the same. Receivers ignore one that they have seen.</summary>
    public required string Id { get; init; }

    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The canonical name of its queue.</summary>
    public required string QueueName { get; init; }

    /// <summary>The name the submitter gave.</summary>
    public required string JobName { get; init; }

    /// <summary><c>completed</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Attempts that were begun.</summary>
    public required int AttemptsMade { get; init; }

    /// <summary>When it was accepted, in milliseconds since 1970, UTC.</summary>
    public required long CreatedOn { get; init; }

    /// <summary>When it ended, in milliseconds since 1970, UTC.</summary>
    public required long? FinishedOn { get; init; }

    /// <summary>Why it did not complete: the fault's code, or null.</summary>
    public required string? ErrorCode { get; init; }

    /// <summary>The path of the job's status, where the result is.</summary>
    public required string StatusUrl { get; init; }

    /// <summary>The body as it goes over the wire.</summary>
    internal byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(this, NoticeJson.Default.JobNotice);
}
