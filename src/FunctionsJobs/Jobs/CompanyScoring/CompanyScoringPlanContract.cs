using FunctionsJobs.Companies.Scores;

namespace FunctionsJobs.Jobs.CompanyScoring;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record CompanyScoringPlanContract
{
    /// <summary>How many ids the job has, each counted once.</summary>
    public required int Companies { get; init; }

    /// <summary>Companies per batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The points that each feature gives at most.</summary>
    public required ScoreWeights Weights { get; init; }
}
