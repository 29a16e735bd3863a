using FunctionsJobs.Companies.Scores;

namespace FunctionsJobs.Companies;

/// <summary>Settings of companies, section <c>Companies</c>. A running job keeps what it was started with.</summary>
public sealed class CompaniesOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Companies";

    /// <summary>Most ids of one job, 1 to 1,000. Default 1,000.</summary>
    public int MaxIds { get; set; } = 1_000;

    /// <summary>Companies that are worked on in one transaction, between two saved steps, 1 to 500. Default 100.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>How many points of a lead score each feature gives at most; together 100.</summary>
    public ScoreWeights Weights { get; init; } = new();

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid() => this switch
    {
        { MaxIds: < 1 or > ICompanyStore.MaxBatch } => $"{Section}:MaxIds must be 1 to {ICompanyStore.MaxBatch}, and is {MaxIds}.",
        { BatchSize: < 1 or > 500 } => $"{Section}:BatchSize must be 1 to 500, and is {BatchSize}.",
        _ => Weights.Invalid($"{Section}:Weights"),
    };
}
