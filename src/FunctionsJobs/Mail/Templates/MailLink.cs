namespace FunctionsJobs.Mail.Templates;

/// <summary>A link to follow.</summary>
/// <param name="Label">What following it does.</param>
/// <param name="Address">Where it leads.</param>
public sealed record MailLink(string Label, Uri Address);
