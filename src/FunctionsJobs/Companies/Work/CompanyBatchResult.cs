namespace FunctionsJobs.Companies.Work;

/// <summary>What a job on companies has done.</summary>
public sealed record CompanyBatchResult
{
    /// <summary>What became of each company that is there, in ordinal order of their ids.</summary>
    public required IReadOnlyList<CompanyOutcome> Companies { get; init; }

    /// <summary>Ids that the job's tenant has no company of, in ordinal order.</summary>
    public required IReadOnlyList<string> NotFound { get; init; }

    /// <summary>Companies that changed, counted per batch: none where the job was run before and nothing is new.</summary>
    public required int Changed { get; init; }
}
