namespace FunctionsJobs.Blobs.Local;

/// <summary>The file that makes a version the blob. Replacing it is the commit.</summary>
internal sealed record LocalBlobProperties
{
    /// <summary>The file with the content, beside this one.</summary>
    public required string File { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The blob's media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>The content's SHA-256.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The parts it was made from (<see cref="PartList.Mark"/>), or null.</summary>
    public string? Parts { get; init; }

    /// <summary>As the store answers it.</summary>
    public StoredBlob ToBlob(string name) => new()
    {
        Name = name,
        Length = Length,
        ContentType = ContentType,
        WrittenAt = WrittenAt,
        Sha256 = Sha256,
    };
}
