namespace FunctionsJobs.Mail.Templates;

/// <summary>A mail with a subject and a text of the sender's own.</summary>
internal static class NotificationMail
{
    /// <summary>The mail. Empty lines part the text into paragraphs.</summary>
    public static MailContent Create(string key, string to, string subject, string body, string service) => new MailDocument
    {
        Service = service,
        Heading = subject,
        Paragraphs = [.. body.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        Footnote = $"You get this mail because {service} was asked to notify {to}.",
    }.ToMail(key, to, subject);
}
