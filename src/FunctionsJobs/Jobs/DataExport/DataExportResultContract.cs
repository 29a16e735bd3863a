namespace FunctionsJobs.Jobs.DataExport;

/// <summary>The result of the job: the file.</summary>
public sealed record DataExportResultContract
{
    /// <summary>The blob's name in the store.</summary>
    public required string Blob { get; init; }

    /// <summary>The name it is saved under.</summary>
    public required string FileName { get; init; }

    /// <summary>Its media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its length, as stored.</summary>
    public required long Bytes { get; init; }

    /// <summary>Rows, without the header.</summary>
    public required long Rows { get; init; }

    /// <summary>SHA-256 of the whole file as stored, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where to get it: answers those who may see the job, for as long as it is kept.</summary>
    public required string Link { get; init; }
}
