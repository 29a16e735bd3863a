namespace FunctionsJobs.Scraping.Lists;

/// <summary>A page that could not be read.</summary>
/// <param name="Url">The page.</param>
/// <param name="Code">What happened, for programs.</param>
/// <param name="Message">What happened, for people.</param>
public sealed record CompanyListFailure(string Url, string Code, string Message);
