namespace FunctionsJobs.Companies.Work;

/// <summary>What was done to a batch of companies. Kept in histories: members are only ever added.</summary>
public sealed record CompanyBatchDone
{
    /// <summary>What became of each company that is there.</summary>
    public required IReadOnlyList<CompanyOutcome> Companies { get; init; }

    /// <summary>Ids that the tenant has no company of.</summary>
    public required IReadOnlyList<string> NotFound { get; init; }

    /// <summary>Companies that changed, related ones included.</summary>
    public required int Changed { get; init; }
}
