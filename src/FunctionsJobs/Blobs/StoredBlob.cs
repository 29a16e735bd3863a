namespace FunctionsJobs.Blobs;

/// <summary>What is known of a blob.</summary>
public sealed record StoredBlob
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Its media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>SHA-256 of all its bytes, 64 lower-case hexadecimal digits. Null in lists, and while a commit is still reading back what it wrote.</summary>
    public required string? Sha256 { get; init; }
}
