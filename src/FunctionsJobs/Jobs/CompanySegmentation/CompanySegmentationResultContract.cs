using FunctionsJobs.Companies.Analysis;

namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>The result of the job. Of bounded size.</summary>
public sealed record CompanySegmentationResultContract
{
    /// <summary>Segments, distributions and the best.</summary>
    public required CompanyAnalysis Analysis { get; init; }

    /// <summary>Ids that the job's tenant has no company of, in ordinal order.</summary>
    public required IReadOnlyList<string> NotFound { get; init; }
}
