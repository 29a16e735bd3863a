namespace FunctionsJobs.Mail;

/// <summary>One mail to one recipient.</summary>
public sealed record MailContent
{
    /// <summary>
    /// What makes it this mail and no other, such as <c>notice:{jobId}:{recipient}</c>. A sender that can tell sends a key once; the header
    /// <c>Message-ID</c> is derived from it, so that receivers can tell where a sender cannot.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>The recipient: one bare address.</summary>
    public required string To { get; init; }

    /// <summary>The subject: one line.</summary>
    public required string Subject { get; init; }

    /// <summary>The body for readers without HTML.</summary>
    public required string Text { get; init; }

    /// <summary>The body as HTML, or null for a mail of plain text alone.</summary>
    public string? Html { get; init; }

    /// <summary>The files that go along.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}
