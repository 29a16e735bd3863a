namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>The result of the job: where the report is, and what it is about.</summary>
public sealed record CompanyReportingResultContract
{
    /// <summary>The type, by its name.</summary>
    public required string ReportType { get; init; }

    /// <summary>Companies it holds, duplicates left out.</summary>
    public required int Companies { get; init; }

    /// <summary>Duplicates of them.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Ids that the job's tenant has no company of, in ordinal order.</summary>
    public required IReadOnlyList<string> NotFound { get; init; }

    /// <summary>The path that answers the page.</summary>
    public required string ReportUrl { get; init; }

    /// <summary>The path that answers the same as JSON.</summary>
    public required string DataUrl { get; init; }

    /// <summary>The blob that holds the page.</summary>
    public required string Blob { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of it, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
