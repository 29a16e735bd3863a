using System.Text.RegularExpressions;
using FunctionsJobs.Companies;

namespace FunctionsJobs.Scraping.Pages;

/// <summary>E-mail addresses and telephone numbers of a page.</summary>
internal static class Contacts
{
    /// <summary>How links to mail begin.</summary>
    public const string Mail = "mailto:";

    /// <summary>How links to telephones begin.</summary>
    public const string Telephone = "tel:";

    private const int MaxFound = 200;
    private const int MaxLocal = 64;
    private const int MinDigits = 5;
    private const int MaxDigits = 15;

    // What the last label of a domain never is, and that of a picture's name often: "logo@2x.png".
    private static readonly string[] _fileNames = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "css", "js", "ico", "pdf"];

    // Takes time in proportion to the text, whatever the text.
    private static readonly Regex _email = new(
        @"[A-Za-z0-9][A-Za-z0-9._%+\-]*@(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,}",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>E-mail addresses: those of links to mail, then those that can be read in the text. Domains in lower case, each once.</summary>
    public static IReadOnlyList<string> Emails(PageParts page, IEnumerable<string> further)
    {
        var linked = Linked(page, Mail, '?').SelectMany(addresses => addresses.Split(',', ';'));
        var texts = new List<string>();
        foreach (var match in _email.EnumerateMatches(page.VisibleText))
        {
            if (texts.Count == MaxFound)
            {
                break;
            }

            texts.Add(page.VisibleText.Substring(match.Index, match.Length));
        }

        return [.. further.Select(email => email.Replace(Mail, "", StringComparison.OrdinalIgnoreCase)).Concat(linked).Concat(texts)
            .Select(Normal).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxFound)];
    }

    /// <summary>Telephone numbers: those that the organisation names, then those of links to telephones; each once by its digits.</summary>
    public static IReadOnlyList<string> Phones(PageParts page, IEnumerable<string> further) =>
    [
        .. further.Concat(Linked(page, Telephone, ';'))
            .Select(phone => phone.Trim())
            .Where(phone => phone.Length <= 40 && phone.Count(char.IsAsciiDigit) is >= MinDigits and <= MaxDigits && phone.All(IsOfPhone))
            .DistinctBy(phone => string.Concat(phone.Where(char.IsAsciiDigit)))
            .Take(MaxFound),
    ];

    private static string? Normal(string email)
    {
        email = email.Trim();
        var match = _email.Match(email);
        if (!match.Success || match.Length != email.Length)
        {
            return null;
        }

        var at = email.LastIndexOf('@');
        var domain = email[(at + 1)..].ToLowerInvariant();
        return email.Length > CompanyBounds.MaxEmail || at > MaxLocal || _fileNames.Contains(domain[(domain.LastIndexOf('.') + 1)..]) ? null : $"{email[..at]}@{domain}";
    }

    private static bool IsOfPhone(char c) => char.IsAsciiDigit(c) || c is '+' or ' ' or '\u00a0' or '-' or '(' or ')' or '.' or '/';

    /// <summary>What links of a scheme lead to, without their parameters (RFC 6068, RFC 3966).</summary>
    private static IEnumerable<string> Linked(PageParts page, string scheme, char parameters) => page.ContactLinks
        .Where(link => link.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        .Select(link => Uri.UnescapeDataString(link[scheme.Length..].Split(parameters)[0]));
}
