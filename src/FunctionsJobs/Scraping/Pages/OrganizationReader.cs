using System.Globalization;
using System.Text.Json;
using FunctionsJobs.Companies;

namespace FunctionsJobs.Scraping.Pages;

/// <summary>Finds the organisation that a page is of in its JSON-LD, and reads it.</summary>
internal static class OrganizationReader
{
    private const int MaxThings = 50;

    /// <summary>The organisation whose own address has the page's domain, or else the first; null where there is none.</summary>
    /// <param name="nodes">What the page describes.</param>
    /// <param name="url">Where the page is.</param>
    public static Organization? Read(IReadOnlyList<JsonElement> nodes, Uri url)
    {
        var found = nodes.Where(node => JsonLd.TypesOf(node).Any(OrganizationTypes.Contains)).ToArray();
        if (found.Length == 0)
        {
            return null;
        }

        var own = found.FirstOrDefault(
            node => CompanyDomain.TryRead(JsonLd.Text(node, "url"), out var domain) && CompanyDomain.TryRead(url.AbsoluteUri, out var page) && domain == page);
        return Read(own.ValueKind == JsonValueKind.Undefined ? found[0] : own);
    }

    private static Organization Read(JsonElement node)
    {
        var contacts = JsonLd.Things(node, "contactPoint").Take(MaxThings).ToArray();
        return new Organization
        {
            Name = JsonLd.Text(node, "name"),
            LegalName = JsonLd.Text(node, "legalName"),
            Description = JsonLd.Text(node, "description"),
            Emails = [.. JsonLd.Texts(node, "email").Concat(contacts.SelectMany(contact => JsonLd.Texts(contact, "email"))).Take(MaxThings)],
            Phones = [.. JsonLd.Texts(node, "telephone").Concat(contacts.SelectMany(contact => JsonLd.Texts(contact, "telephone"))).Take(MaxThings)],
            Address = Address(node),
            SameAs = [.. JsonLd.Texts(node, "sameAs").Take(MaxThings)],
            Logo = Image(node, "logo"),
            FoundingDate = JsonLd.Text(node, "foundingDate") is { } date ? date.Trim().Split('T')[0] : null,
            Employees = Employees(node),
            Industry = JsonLd.Text(node, "industry"),
            Keywords = [.. JsonLd.Texts(node, "keywords").SelectMany(text => text.Split(',')).Take(MaxThings)],
        };
    }

    private static CompanyAddress? Address(JsonElement node)
    {
        if (JsonLd.Things(node, "address").FirstOrDefault() is { ValueKind: JsonValueKind.Object } address)
        {
            return new CompanyAddress
            {
                Street = JsonLd.Text(address, "streetAddress"),
                Locality = JsonLd.Text(address, "addressLocality"),
                Region = JsonLd.Text(address, "addressRegion"),
                PostalCode = JsonLd.Text(address, "postalCode"),
                Country = JsonLd.Text(address, "addressCountry"),
            };
        }

        return JsonLd.Text(node, "address") is { } whole ? new CompanyAddress { Street = whole } : null;
    }

    private static string? Image(JsonElement node, string name) => JsonLd.Things(node, name).FirstOrDefault() is { ValueKind: JsonValueKind.Object } image
        ? JsonLd.Text(image, "url") ?? JsonLd.Text(image, "contentUrl") ?? JsonLd.Text(image, "@id")
        : JsonLd.Text(node, name);

    /// <summary>A number, or a quantity with a value; of a range the lower end, which is certain.</summary>
    private static int? Employees(JsonElement node)
    {
        var text = JsonLd.Text(node, "numberOfEmployees")
            ?? JsonLd.Things(node, "numberOfEmployees").Select(quantity => JsonLd.Text(quantity, "minValue")).FirstOrDefault();
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= CompanyBounds.MaxEmployees
            ? (int)number
            : null;
    }
}
