namespace FunctionsJobs.Mail.Templates;

/// <summary>What a mail says, from which both its bodies are written: HTML, and plain text that says the same.</summary>
public sealed record MailDocument
{
    /// <summary>The service that writes, above everything.</summary>
    public required string Service { get; init; }

    /// <summary>What the mail is about: its heading.</summary>
    public required string Heading { get; init; }

    /// <summary>The paragraphs, in order. Line breaks within one are kept.</summary>
    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>A link to follow, or null.</summary>
    public MailLink? Link { get; init; }

    /// <summary>A table, or null.</summary>
    public MailTable? Table { get; init; }

    /// <summary>Why the recipient gets this mail, and what to do where it is not wanted.</summary>
    public required string Footnote { get; init; }

    /// <summary>The mail to one recipient.</summary>
    /// <param name="key">What makes it this mail and no other.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="subject">The subject.</param>
    public MailContent ToMail(string key, string to, string subject) =>
        new() { Key = key, To = to, Subject = subject, Text = MailText.Write(this), Html = MailHtml.Write(this) };
}
