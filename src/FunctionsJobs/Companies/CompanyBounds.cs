using System.Globalization;
using System.Text;

namespace FunctionsJobs.Companies;

/// <summary>Bounds of what is kept of a company. Longer texts are cut, further entries left out, and what is no URL or e-mail address is dropped.</summary>
public static class CompanyBounds
{
    /// <summary>Longest URL, in characters; a longer one is dropped, since half of it leads elsewhere.</summary>
    public const int MaxUrl = 2_048;

    /// <summary>Longest name, title, part of an address or other short text, in characters.</summary>
    public const int MaxText = 300;

    /// <summary>Longest description, in characters.</summary>
    public const int MaxDescription = 5_000;

    /// <summary>Longest e-mail address, in characters (RFC 5321 allows a path of 256, its brackets included).</summary>
    public const int MaxEmail = 254;

    /// <summary>Most entries of each list.</summary>
    public const int MaxEntries = 50;

    /// <summary>Most people a company may claim to employ.</summary>
    public const int MaxEmployees = 10_000_000;

    /// <summary>A company within the bounds: the same for the same input, with lists free of repeats.</summary>
    /// <exception cref="ArgumentException">The company's own URL is not one of a web page.</exception>
    public static ScrapedCompany Apply(ScrapedCompany company)
    {
        ArgumentNullException.ThrowIfNull(company);
        return company with
        {
            Url = Url(company.Url) ?? throw new ArgumentException("The URL must be an absolute one with http or https.", nameof(company)),
            FetchedAt = DateTimeOffset.FromUnixTimeMilliseconds(company.FetchedAt.ToUnixTimeMilliseconds()),
            Title = Text(company.Title),
            Name = Text(company.Name),
            LegalName = Text(company.LegalName),
            Description = Text(company.Description, MaxDescription),
            Language = Text(company.Language),
            Emails = List(company.Emails, Email),
            Phones = List(company.Phones, phone => Text(phone)),
            Address = Address(company.Address),
            SocialLinks = Links(company.SocialLinks),
            Technologies = List(company.Technologies, technology => Text(technology)),
            LogoUrl = Url(company.LogoUrl),
            FoundingDate = Date(company.FoundingDate),
            Employees = company.Employees is >= 0 and <= MaxEmployees ? company.Employees : null,
            Industry = Text(company.Industry),
            Keywords = List(company.Keywords, keyword => Text(keyword)),
            ContentHash = Text(company.ContentHash),
        };
    }

    /// <summary>A text of printable characters with single spaces, cut to its bound; null where nothing is left.</summary>
    public static string? Text(string? text, int bound = MaxText)
    {
        if (text is null)
        {
            return null;
        }

        var kept = new StringBuilder(Math.Min(text.Length, bound));
        var space = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                space = kept.Length > 0;
                continue;
            }

            // Format characters can turn the text around them (U+202E); a half of a surrogate pair reads as U+FFFD.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune == Rune.ReplacementChar)
            {
                continue;
            }

            if (kept.Length + rune.Utf16SequenceLength + (space ? 1 : 0) > bound)
            {
                break;
            }

            _ = space ? kept.Append(' ') : kept;
            space = false;
            kept.Append(rune.ToString());
        }

        return kept.Length == 0 ? null : kept.ToString();
    }

    private static string? Url(string? url) => CompanyDomain.TryRead(url?.Trim(), out _) ? new Uri(url!.Trim()).AbsoluteUri is { Length: <= MaxUrl } whole ? whole : null : null;

    /// <summary>An address of the plain form <c>local@domain</c>, or null. What quoted forms allow (RFC 5321, 4.1.2) stands on no web page.</summary>
    private static string? Email(string? email)
    {
        email = email?.Trim();
        if (email is null || email.Length is < 3 or > MaxEmail || email.Any(c => c is <= ' ' or '\x7f' or '"' or '(' or ')' or ',' or ':' or ';' or '<' or '>' or '[' or '\\' or ']'))
        {
            return null;
        }

        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= 64 && at == email.LastIndexOf('@') && at < email.Length - 1 && Text(email, MaxEmail) == email ? email : null;
    }

    private static string? Date(string? date) =>
        (string[])["yyyy", "yyyy-MM", "yyyy-MM-dd"] is var formats && DateOnly.TryParseExact(date?.Trim(), formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? date!.Trim()
            : null;

    private static CompanyAddress? Address(CompanyAddress? address)
    {
        var bounded = address is null ? null : new CompanyAddress
        {
            Street = Text(address.Street),
            Locality = Text(address.Locality),
            Region = Text(address.Region),
            PostalCode = Text(address.PostalCode),
            Country = Text(address.Country),
        };
        return bounded == new CompanyAddress() ? null : bounded;
    }

    private static string[] List(IReadOnlyList<string>? entries, Func<string?, string?> bound) =>
        [.. (entries ?? []).Select(bound).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxEntries)];

    private static Dictionary<string, string> Links(IReadOnlyDictionary<string, string>? links) => (links ?? new Dictionary<string, string>())
        .Select(link => (Network: Text(link.Key)?.ToLowerInvariant(), Url: Url(link.Value)))
        .Where(link => link is { Network: not null, Url: not null })
        .OrderBy(link => link.Network, StringComparer.Ordinal)
        .ThenBy(link => link.Url, StringComparer.Ordinal)
        .DistinctBy(link => link.Network)
        .Take(MaxEntries)
        .ToDictionary(link => link.Network!, link => link.Url!, StringComparer.Ordinal);
}
