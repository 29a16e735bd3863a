namespace FunctionsJobs.Notices;

/// <summary>The input of <see cref="JobNoticeOrchestrator"/> and its activities. Kept in histories, so members are only ever added.</summary>
public sealed record NoticeRequest
{
    /// <summary>The job that ended.</summary>
    public required string JobId { get; init; }

    /// <summary>Which of its runs ended; 1 for a job that was never retried by hand.</summary>
    public required int Run { get; init; }

    /// <summary>The mail address to tell, or null.</summary>
    public string? Email { get; init; }

    /// <summary>The webhook to tell, or null.</summary>
    public string? Webhook { get; init; }
}
