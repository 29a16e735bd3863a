namespace FunctionsJobs.Companies.Profiles;

/// <summary>A value of a profile that the company's own pages do not state.</summary>
/// <param name="Field">The field, as in the profile's JSON.</param>
/// <param name="From">Where it was taken from: <c>duplicate:{domain}</c>, <c>title</c>, <c>phone</c>, <c>domain</c> or <c>email-domain</c>.</param>
public sealed record CompanyCompletion(string Field, string From);
