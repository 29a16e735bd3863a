namespace FunctionsJobs.Jobs.PasswordResetEmail;

/// <summary>The result of the job: the mail was handed over.</summary>
public sealed record PasswordResetEmailResultContract
{
    /// <summary>The mail's <c>Message-ID</c>, without the angle brackets.</summary>
    public required string MessageId { get; init; }
}
