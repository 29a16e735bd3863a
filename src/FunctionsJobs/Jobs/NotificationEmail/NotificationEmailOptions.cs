namespace FunctionsJobs.Jobs.NotificationEmail;

/// <summary>Settings of the job, section <c>Jobs:NotificationEmail</c>. Read when a job is submitted and started.</summary>
public sealed class NotificationEmailOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:NotificationEmail";

    /// <summary>Five attempts, 10 s, 20 s, 40 s and 80 s apart: some minutes of a mail server that is down.</summary>
    public NotificationEmailOptions() => (Attempts, BackoffDelay) = (5, TimeSpan.FromSeconds(10));

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);
}
