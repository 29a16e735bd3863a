namespace FunctionsJobs.Companies;

/// <summary>Companies that were asked for by their ids.</summary>
/// <param name="Companies">Those that are there, in ordinal order of their ids.</param>
/// <param name="Missing">Ids, in ordinal order, that the tenant has no company of: unknown ones and other tenants' alike.</param>
public sealed record FoundCompanies(IReadOnlyList<CompanyRecord> Companies, IReadOnlyList<string> Missing);
