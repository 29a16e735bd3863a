using FunctionsJobs.Companies.Enrichment;
using FunctionsJobs.Companies.Profiles;

namespace FunctionsJobs.Companies.Scores;

/// <summary>Scores companies. The rule of each feature stands in <c>docs/companies.md</c>, and its source is this program.</summary>
/// <remarks>
/// A function of the company and the weights alone: it reads no clock, years are counted to the time the page was read. It only grows with each further e-mail address, telephone number, part of
/// the address, social link or technology, a longer description and a higher headcount.
/// </remarks>
internal static class CompanyScorer
{
    private const int WholeSocial = 3;
    private const int WholeDescription = 200;
    private const int WholeAge = 10;
    private const int WholeTechnologies = 5;

    /// <summary>The score of a company.</summary>
    public static CompanyScore Of(CompanyRecord company, ScoreWeights weights)
    {
        var profile = company.Profile ?? CompanyProfiler.Alone(company);
        var enrichment = company.Enrichment ?? CompanyEnricher.Of(company);
        ScoreReason[] reasons =
        [
            Email(profile, company.Domain, weights.Email),
            Phone(profile, weights.Phone),
            Address(profile, weights.Address),
            Share("social", profile.SocialLinks.Count, WholeSocial, weights.Social, "links to social networks"),
            Share("description", profile.Description?.Length ?? 0, WholeDescription, weights.Description, "characters of description"),
            Size(profile.Employees, weights.Size),
            Age(profile.FoundedYear, company.Facts.FetchedAt.Year, weights.Age),
            Share("technology", profile.Technologies.Count, WholeTechnologies, weights.Technology, "technologies"),
            Known("legalForm", profile.LegalForm, weights.LegalForm, "legal form"),
            Known("industry", enrichment.Industry?.Title, weights.Industry, "industry"),
            Reason("https", enrichment.Domain.IsHttps ? 100 : 0, weights.Https, enrichment.Domain.IsHttps ? "pages over https" : "pages without https"),
        ];
        return new CompanyScore((int)Math.Round(reasons.Sum(reason => reason.Points), MidpointRounding.AwayFromZero), reasons);
    }

    private static ScoreReason Email(CompanyProfile profile, string domain, int weight) => profile.Emails switch
    {
        [] => Reason("email", 0, weight, "no e-mail address"),
        var emails when emails.Any(email => MailDomains.IsOwn(email, domain)) => Reason("email", 100, weight, "an e-mail address in its own domain"),
        _ => Reason("email", 50, weight, "an e-mail address elsewhere"),
    };

    private static ScoreReason Phone(CompanyProfile profile, int weight) => profile.Phones switch
    {
        [] => Reason("phone", 0, weight, "no telephone number"),
        var phones when phones.Any(phone => PhoneNumbers.ToE164(phone, null) == phone) => Reason("phone", 100, weight, "a telephone number in international form"),
        _ => Reason("phone", 50, weight, "a telephone number of unknown country"),
    };

    private static ScoreReason Address(CompanyProfile profile, int weight)
    {
        var known = ((string?[])[profile.Address?.Street, profile.Address?.Locality, profile.Address?.PostalCode, profile.Address?.Country ?? profile.Country]).Count(part => part is not null);
        return Share("address", known, 4, weight, "parts of the address");
    }

    private static ScoreReason Size(int? employees, int weight) => CompanySize.Of(employees) switch
    {
        null => Reason("size", 0, weight, "headcount unknown"),
        { } size => Reason(
            "size",
            size switch { CompanySize.Micro => 40, CompanySize.Small => 60, CompanySize.Medium => 80, _ => 100 },
            weight,
            $"{size}: {employees} people"),
    };

    private static ScoreReason Age(int? founded, int now, int weight) => founded is { } year
        ? Share("age", Math.Max(0, now - year), WholeAge, weight, "years since it was founded")
        : Reason("age", 0, weight, "founding year unknown");

    private static ScoreReason Share(string feature, int count, int whole, int weight, string of) =>
        Reason(feature, 100 * Math.Min(count, whole) / whole, weight, $"{count} {of}");

    private static ScoreReason Known(string feature, string? value, int weight, string of) =>
        Reason(feature, value is null ? 0 : 100, weight, value is null ? $"{of} unknown" : $"{of}: {value}");

    private static ScoreReason Reason(string feature, int value, int weight, string text) => new(feature, value, weight, weight * value / 100m, text);
}
