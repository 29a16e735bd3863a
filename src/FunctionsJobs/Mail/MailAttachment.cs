namespace FunctionsJobs.Mail;

/// <summary>A file that goes along with a mail.</summary>
/// <param name="Name">Its name: ASCII letters, digits, dots and hyphens.</param>
/// <param name="ContentType">Its media type, such as <c>text/html</c>; text is UTF-8.</param>
/// <param name="Content">What is in it.</param>
public sealed record MailAttachment(string Name, string ContentType, ReadOnlyMemory<byte> Content);
