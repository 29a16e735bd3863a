namespace FunctionsJobs.Blobs;

/// <summary>A blob that is being read.</summary>
/// <param name="Blob">The blob as it was when it was opened.</param>
/// <param name="Content">The bytes of the range that was asked for.</param>
/// <param name="Length">How many bytes <paramref name="Content"/> has.</param>
public sealed record BlobReading(StoredBlob Blob, Stream Content, long Length) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
