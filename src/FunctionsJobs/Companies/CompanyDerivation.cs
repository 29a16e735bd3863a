namespace FunctionsJobs.Companies;

/// <summary>What a derivation did.</summary>
/// <param name="Found">The companies that were asked for and are there, in ordinal order of their ids, as they are now.</param>
/// <param name="Missing">Ids, in ordinal order, that the tenant has no company of.</param>
/// <param name="Changed">Ids of all companies that changed, related ones included, in ordinal order.</param>
public sealed record CompanyDerivation(IReadOnlyList<CompanyRecord> Found, IReadOnlyList<string> Missing, IReadOnlyList<string> Changed);
