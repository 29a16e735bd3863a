using FunctionsJobs.Companies.Scores;

namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record CompanyReportingPlanContract
{
    /// <summary>The type, by its name.</summary>
    public required string ReportType { get; init; }

    /// <summary>The name that the service goes by.</summary>
    public required string Service { get; init; }

    /// <summary>Companies that are read at once.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Scores those that were not scored.</summary>
    public required ScoreWeights Weights { get; init; }
}
