namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>The result of the job: the file. What is in it stands nowhere else.</summary>
public sealed record UserDataExportResultContract
{
    /// <summary>The blob's name in the store.</summary>
    public required string Blob { get; init; }

    /// <summary>The name it is saved under.</summary>
    public required string FileName { get; init; }

    /// <summary>Its media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its length, as stored.</summary>
    public required long Bytes { get; init; }

    /// <summary>Entries found: jobs, schedules and lines of the audit trail.</summary>
    public required long Rows { get; init; }

    /// <summary>SHA-256 of the file, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where administrators get it, for as long as it is kept.</summary>
    public required string Link { get; init; }
}
