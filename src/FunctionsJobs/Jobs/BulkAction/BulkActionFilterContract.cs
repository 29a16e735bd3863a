namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>Which jobs an action is about.</summary>
public sealed record BulkActionFilterContract
{
    /// <summary>Those of a queue.</summary>
    public string? QueueName { get; init; }

    /// <summary>Those of a job type; together with <see cref="QueueName"/>.</summary>
    public string? Type { get; init; }

    /// <summary>
    /// <c>pending, running, retry, completed, failed</c> or <c>cancelled</c>. Default: the statuses that the action applies to, which are failed (and, when named,
    /// cancelled) for <c>retry</c>, pending, running and retry for <c>cancel</c>, and completed, failed and cancelled for <c>remove</c>.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Those with a tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Those of a publisher. Callers that are bound to one reach no other's, whether they name it or not.</summary>
    public string? PublisherId { get; init; }

    /// <summary>Accepted at or after this ISO 8601 date or time.</summary>
    public string? CreatedFrom { get; init; }

    /// <summary>Accepted before this ISO 8601 date or time.</summary>
    public string? CreatedTo { get; init; }
}
