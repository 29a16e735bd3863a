namespace FunctionsJobs.Mail.Templates;

/// <summary>The mail to a new user.</summary>
internal static class WelcomeMail
{
    /// <summary>The mail.</summary>
    public static MailContent Create(string key, string to, string userName, string service) => new MailDocument
    {
        Service = service,
        Heading = $"Welcome, {userName}",
        Paragraphs =
        [
            $"Your account at {service} is ready. You sign in with this address, {to}.",
            "Reports and notices about the work that you start are sent here.",
        ],
        Footnote = $"You get this mail because an account at {service} was made with your address. If that was not you, you need not do anything.",
    }.ToMail(key, to, $"Welcome to {service}");
}
