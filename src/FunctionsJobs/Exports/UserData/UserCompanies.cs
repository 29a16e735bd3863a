using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.Exports.UserData;

/// <summary>Writes the companies that hold a person's e-mail address: which they are and where it stands in them. What they hold on others is not the person's.</summary>
public sealed class UserCompanies(ICompanyStore companies)
{
    private const int PageSize = 500;

    /// <summary>Writes them, as a member of the document.</summary>
    /// <returns>How many there are.</returns>
    internal async Task<long> WriteAsync(UserMatch user, string userId, string? tenant, Utf8JsonWriter writer, CancellationToken cancellation)
    {
        var found = 0L;
        var scope = tenant is null ? TenantScope.All : TenantScope.Only(tenant);
        writer.WriteStartArray("companies"u8);
        IReadOnlyList<CompanyRecord> page = [];
        do
        {
            page = await companies.ListByEmailAsync(scope, userId, page.Count == 0 ? null : page[^1], PageSize, cancellation);
            foreach (var company in page)
            {
                Write(writer, user, company);
                found++;
                if (await SurvivorOfAsync(company, user, cancellation) is { } survivor)
                {
                    Write(writer, user, survivor);
                    found++;
                }
            }

            await writer.FlushAsync(cancellation);
        }
        while (page.Count == PageSize);

        writer.WriteEndArray();
        return found;
    }

    /// <summary>The company that took the address over from its duplicate, where it does not state it itself: its own pages would have it found already.</summary>
    private async Task<CompanyRecord?> SurvivorOfAsync(CompanyRecord company, UserMatch user, CancellationToken cancellation) =>
        company.DuplicateOf is { } id
        && (await companies.FindAsync(company.Tenant, [id], cancellation)).Companies is [var survivor]
        && !survivor.Facts.Emails.Any(user.IsNamedBy)
        && survivor.Profile?.Emails.Any(user.IsNamedBy) == true
            ? survivor
            : null;

    private static void Write(Utf8JsonWriter writer, UserMatch user, CompanyRecord company)
    {
        writer.WriteStartObject();
        writer.WriteString("companyId"u8, company.Id);
        writer.WriteString("publisherId"u8, company.Tenant);
        writer.WriteString("domain"u8, company.Domain);
        writer.WriteString("url"u8, company.Facts.Url);
        writer.WriteString("readAt"u8, company.Facts.FetchedAt);
        writer.WriteStartArray("namedIn"u8);
        foreach (var place in Places(user, "facts", company.Facts.Emails).Concat(Places(user, "profile", company.Profile?.Emails ?? [])))
        {
            writer.WriteStringValue(place);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static IEnumerable<string> Places(UserMatch user, string part, IReadOnlyList<string> emails) =>
        emails.Index().Where(email => user.IsNamedBy(email.Item)).Select(email => $"{part}.emails[{email.Index}]");
}
