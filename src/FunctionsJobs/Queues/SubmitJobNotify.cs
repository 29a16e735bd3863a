namespace FunctionsJobs.Queues;

/// <summary>Who is told when a job has ended.</summary>
public sealed record SubmitJobNotify
{
    /// <summary>A mail address.</summary>
    public string? Email { get; init; }

    /// <summary>An http or https address on the public internet, called by POST with a signed body (<c>docs/webhooks.md</c>).</summary>
    public string? Webhook { get; init; }
}
