using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>A payload that is stored outside its row.</summary>
/// <param name="Text">The payload as the caller gave it; found again by reference.</param>
/// <param name="Encoding">One of <see cref="PayloadCodec"/>'s encodings.</param>
/// <param name="Size">Bytes of UTF-8.</param>
/// <param name="Body">The stored bytes.</param>
internal sealed record PackedPayload(string Text, string Encoding, int Size, byte[] Body);

/// <summary>Enforces the hard limit and compresses large payloads, on the caller's thread.</summary>
internal sealed class PayloadCodec(int compressionThreshold, int maxSize)
{
    /// <summary>Persisted encoding: Brotli over UTF-8.</summary>
    public const string Brotli = "br";

    /// <summary>Persisted encoding: UTF-8 that compression does not make smaller.</summary>
    public const string Plain = "utf-8";

    private const int Quality = 1;
    private const int Window = 22;

    /// <summary>Adds <paramref name="text"/> to <paramref name="packed"/> when it is to be stored outside its row.</summary>
    /// <exception cref="PayloadTooLargeException">It exceeds the hard limit.</exception>
    public void Pack(string? text, string part, ref List<PackedPayload>? packed)
    {
        if (text is null || text.Length <= compressionThreshold / 3)
        {
            return;
        }

        var size = Encoding.UTF8.GetByteCount(text);
        if (size > maxSize)
        {
            throw new PayloadTooLargeException(part, size, maxSize);
        }

        if (size > compressionThreshold)
        {
            (packed ??= []).Add(Compress(text, size));
        }
    }

    /// <exception cref="TaskHubStoreException">The stored bytes are damaged, or of an encoding that this host does not know.</exception>
    public static string Unpack(string encoding, int size, ReadOnlySpan<byte> body)
    {
        switch (encoding)
        {
            case Plain:
                return Encoding.UTF8.GetString(body);
            case Brotli:
                var buffer = ArrayPool<byte>.Shared.Rent(size);
                try
                {
                    return BrotliDecoder.TryDecompress(body, buffer.AsSpan(0, size), out var written) && written == size
                        ? Encoding.UTF8.GetString(buffer, 0, size)
                        : throw new TaskHubStoreException("A compressed payload of the task hub is damaged. Restore a backup.");
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }

            default:
                throw new TaskHubStoreException($"A payload of the task hub has the unknown encoding '{encoding}'. Run the host version that wrote it.");
        }
    }

    private static PackedPayload Compress(string text, int size)
    {
        var plain = ArrayPool<byte>.Shared.Rent(size);
        var packed = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Encoding.UTF8.GetBytes(text, plain);
            // Less than an eighth saved is not worth the decompression of every read.
            return BrotliEncoder.TryCompress(plain.AsSpan(0, size), packed.AsSpan(0, size - size / 8), out var written, Quality, Window)
                ? new PackedPayload(text, Brotli, size, packed.AsSpan(0, written).ToArray())
                : new PackedPayload(text, Plain, size, plain.AsSpan(0, size).ToArray());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
            ArrayPool<byte>.Shared.Return(packed);
        }
    }
}
