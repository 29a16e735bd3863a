namespace FunctionsJobs.Companies.Analysis;

/// <summary>Of how many companies something is known.</summary>
/// <param name="Field">What.</param>
/// <param name="Companies">Of how many.</param>
/// <param name="SharePercent">Their share of all companies, in percent, to one decimal.</param>
public sealed record CompanyCoverage(string Field, int Companies, decimal SharePercent);
