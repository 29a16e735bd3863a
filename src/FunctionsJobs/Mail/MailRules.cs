using System.Net.Mail;

namespace FunctionsJobs.Mail;

/// <summary>What may stand in the header fields of a mail. Nothing is repaired: a value that could start a new field is refused.</summary>
public static class MailRules
{
    /// <summary>The longest address, in characters (RFC 5321, section 4.5.3.1.3).</summary>
    public const int MaxAddressLength = 254;

    /// <summary>The longest subject, in characters.</summary>
    public const int MaxSubjectLength = 200;

    /// <summary>The longest name of a person, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>The longest text of a body, in characters.</summary>
    public const int MaxBodyLength = 20_000;

    /// <summary>The longest name of an attachment, in characters.</summary>
    public const int MaxFileNameLength = 120;

    /// <summary>Why a text is not one bare address, or null.</summary>
    public static string? RefuseAddress(string? address)
    {
        if (string.IsNullOrEmpty(address) || address.Length > MaxAddressLength || address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return $"must be an e-mail address of at most {MaxAddressLength} characters";
        }

        // A display name, a comment or a quoted local part is a place to hide things in, and nobody needs one here.
        return MailAddress.TryCreate(address, out var parsed)
            && parsed.Address == address
            && !address.Contains('"', StringComparison.Ordinal)
            && Uri.CheckHostName(parsed.Host) == UriHostNameType.Dns
            && address.All(char.IsAscii)
            ? null
            : "must be one e-mail address in ASCII, such as name@example.com";
    }

    /// <summary>Why a text is not the name of a person, or null: it may stand in headings.</summary>
    public static string? RefuseName(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || !IsLine(name) ? $"must be one line of 1 to {MaxNameLength} characters" : null;

    /// <summary>Why a text is not the body of a mail, or null.</summary>
    public static string? RefuseBody(string? body) =>
        string.IsNullOrWhiteSpace(body) || body.Length > MaxBodyLength || body.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'))
            ? $"must be 1 to {MaxBodyLength} characters of text, without control characters but line breaks and tabs"
            : null;

    /// <summary>Why mails may not go to a text, or null: it is no bare address, or not of a domain that mails may go to.</summary>
    public static string? RefuseRecipient(string? address, ICollection<string> domains) => RefuseAddress(address) ?? RefuseDomain(address!, domains);

    /// <summary>Why mails may not go to a valid address, or null.</summary>
    /// <param name="address">The address.</param>
    /// <param name="domains">The domains that mails may go to; none named allows all.</param>
    public static string? RefuseDomain(string address, ICollection<string> domains) =>
        domains.Count == 0 || domains.Contains(address[(address.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase)
            ? null
            : "must be of a domain that mails may go to";

    /// <summary>Why a text is not the name of an attachment, or null.</summary>
    public static string? RefuseFileName(string name) =>
        name.Length is 0 or > MaxFileNameLength || name.StartsWith('.') || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? $"must be 1 to {MaxFileNameLength} ASCII letters, digits, dots, hyphens and underscores"
            : null;

    /// <summary>Why a text is not a subject, or null.</summary>
    public static string? RefuseSubject(string? subject) =>
        string.IsNullOrWhiteSpace(subject) || subject.Length > MaxSubjectLength || !IsLine(subject) ? $"must be one line of 1 to {MaxSubjectLength} characters" : null;

    private static bool IsLine(string text) => !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');
}
