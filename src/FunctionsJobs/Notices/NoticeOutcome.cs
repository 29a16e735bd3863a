namespace FunctionsJobs.Notices;

/// <summary>What became of a job's notices: <see cref="Sent"/>, the code of the last fault, or null for a channel nobody asked for.</summary>
public sealed record NoticeOutcome
{
    /// <summary>The channel took the notice.</summary>
    public const string Sent = "sent";

    /// <summary>The mail.</summary>
    public required string? Email { get; init; }

    /// <summary>The webhook.</summary>
    public required string? Webhook { get; init; }
}
