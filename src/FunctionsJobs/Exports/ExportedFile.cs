namespace FunctionsJobs.Exports;

/// <summary>What the results of all jobs that make a file have in common. What else is in them is passed over.</summary>
public sealed record ExportedFile
{
    /// <summary>The blob's name in the store.</summary>
    public required string Blob { get; init; }

    /// <summary>The name it is saved under.</summary>
    public required string FileName { get; init; }

    /// <summary>Its media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Rows, without a header; null where the file has none.</summary>
    public long? Rows { get; init; }

    /// <summary>SHA-256 of the file, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
