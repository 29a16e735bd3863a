namespace FunctionsJobs.Jobs.NotificationEmail;

/// <summary>The data of an <c>email/notification</c> job, as sent.</summary>
public sealed record NotificationEmailContract
{
    /// <summary>The recipient: one bare address.</summary>
    public required string UserEmail { get; init; }

    /// <summary>The subject: one line of up to 200 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The text, up to 20,000 characters; empty lines part paragraphs.</summary>
    public required string Body { get; init; }
}
