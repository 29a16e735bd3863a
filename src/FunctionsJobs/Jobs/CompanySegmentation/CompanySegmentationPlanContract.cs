using FunctionsJobs.Companies.Scores;

namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record CompanySegmentationPlanContract
{
    /// <summary>Companies that are read at once.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Scores those that were not scored.</summary>
    public required ScoreWeights Weights { get; init; }
}
