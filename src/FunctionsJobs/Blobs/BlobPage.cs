namespace FunctionsJobs.Blobs;

/// <summary>One page of a list of blobs.</summary>
/// <param name="Blobs">The blobs, in ordinal order of their names. A page may be empty and not be the last.</param>
/// <param name="Cursor">Where the next page begins; null after the last.</param>
public sealed record BlobPage(IReadOnlyList<StoredBlob> Blobs, string? Cursor);
