namespace FunctionsJobs.Blobs;

/// <summary>Which bytes of a blob are read. The default value is all of them.</summary>
/// <param name="Offset">The first byte, from 0.</param>
/// <param name="Length">How many at most; null for all that follow.</param>
public readonly record struct BlobRange(long Offset, long? Length = null)
{
    /// <summary>How many bytes of a blob of this length the range has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It begins behind the end.</exception>
    internal long Of(long blobLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Offset, nameof(BlobRange));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Offset, blobLength, nameof(BlobRange));
        return Math.Min(Length ?? long.MaxValue, blobLength - Offset);
    }
}
