using FunctionsJobs.Companies;

namespace FunctionsJobs.Scraping.Search;

/// <summary>Finds companies that are known already, in the publisher's own index: a batch reads their pages again.</summary>
public sealed class LocalCompanySearch(ICompanyStore companies) : ICompanySearch
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> SearchAsync(string? tenant, string query, int limit, CancellationToken cancellation) =>
        [.. (await companies.SearchAsync(tenant, query, limit, cancellation)).Select(company => company.Facts.Url)];
}
