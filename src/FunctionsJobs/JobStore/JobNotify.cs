namespace FunctionsJobs.JobStore;

/// <summary>Who is told when the job has ended. Checked before it gets here.</summary>
/// <param name="Email">A mail address, or null.</param>
/// <param name="Webhook">An absolute http(s) URL, or null.</param>
public sealed record JobNotify(string? Email, string? Webhook);
