namespace FunctionsJobs.Mail.Templates;

/// <summary>The mail with the link that sets a new password.</summary>
internal static class PasswordResetMail
{
    /// <summary>The mail. The link stands in both bodies and nowhere else.</summary>
    public static MailContent Create(string key, string to, Uri resetLink, string service) => new MailDocument
    {
        Service = service,
        Heading = "Set a new password",
        Paragraphs = [$"Somebody, probably you, asked to set a new password for the account {to} at {service}. The link works once, and for a short time."],
        Link = new MailLink("Set a new password", resetLink),
        Footnote = "If you did not ask for it, ignore this mail: your password stays as it is. Give the link to nobody.",
    }.ToMail(key, to, $"Set a new password for {service}");
}
