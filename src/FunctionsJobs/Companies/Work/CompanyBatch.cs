namespace FunctionsJobs.Companies.Work;

/// <summary>Some of the companies of a job. Kept in histories: members are only ever added.</summary>
public sealed record CompanyBatch
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The index of the first, among the job's ids, each once and in ordinal order.</summary>
    public required int From { get; init; }

    /// <summary>How many at most.</summary>
    public required int Size { get; init; }
}
