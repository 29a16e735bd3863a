using FunctionsJobs.Companies.Scores;
using FunctionsJobs.Companies.Work;

namespace FunctionsJobs.Jobs.CompanyScoring;

/// <summary>Some of the companies, and how they are scored.</summary>
public sealed record ScoreBatchContract
{
    /// <summary>The companies.</summary>
    public required CompanyBatch Batch { get; init; }

    /// <summary>The points that each feature gives at most.</summary>
    public required ScoreWeights Weights { get; init; }
}
