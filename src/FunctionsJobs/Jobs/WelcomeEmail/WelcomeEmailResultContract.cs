namespace FunctionsJobs.Jobs.WelcomeEmail;

/// <summary>The result of the job: the mail was handed over.</summary>
public sealed record WelcomeEmailResultContract
{
    /// <summary>The mail's <c>Message-ID</c>, without the angle brackets.</summary>
    public required string MessageId { get; init; }
}
