namespace FunctionsJobs.Companies.Scores;

/// <summary>How promising a company is as a customer, by what is known of it, with the reasons.</summary>
/// <param name="Points">0 to 100.</param>
/// <param name="Reasons">What each feature gives, in a fixed order.</param>
public sealed record CompanyScore(int Points, IReadOnlyList<ScoreReason> Reasons);
