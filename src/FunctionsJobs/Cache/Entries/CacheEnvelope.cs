using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Cache.Entries;

/// <summary>
/// The stored form of a value: <c>FJC1</c>, when it was computed and until when it holds (milliseconds since 1970), its key with the length before it, the value, and the
/// SHA-256 of all that. Whatever a store answers is believed only where all of it is right.
/// </summary>
internal static class CacheEnvelope
{
    private const int HeadLength = 4 + 8 + 8 + 2;

    private static ReadOnlySpan<byte> Magic => "FJC1"u8;

    /// <summary>Wraps a value.</summary>
    public static byte[] Seal(string key, ReadOnlySpan<byte> value, DateTimeOffset computedAt, DateTimeOffset expiresAt)
    {
        var keyLength = Encoding.UTF8.GetByteCount(key);
        var bytes = new byte[HeadLength + keyLength + value.Length + SHA256.HashSizeInBytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(4), computedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(12), expiresAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(20), checked((ushort)keyLength));
        Encoding.UTF8.GetBytes(key, bytes.AsSpan(HeadLength));
        value.CopyTo(bytes.AsSpan(HeadLength + keyLength));
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes), bytes.AsSpan(bytes.Length - SHA256.HashSizeInBytes));
        return bytes;
    }

    /// <summary>Unwraps a value.</summary>
    /// <param name="bytes">What the store answered.</param>
    /// <param name="key">The key it was asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="value">The value, where the answer is null.</param>
    /// <param name="computedAt">When its computation began.</param>
    /// <returns>Why it is not taken, or null.</returns>
    public static CacheFault? TryOpen(ReadOnlyMemory<byte> bytes, string key, DateTimeOffset now, out ReadOnlyMemory<byte> value, out DateTimeOffset computedAt)
    {
        (value, computedAt) = (default, default);
        if (bytes.Length < HeadLength + SHA256.HashSizeInBytes || !bytes.Span[..4].SequenceEqual(Magic))
        {
            return CacheFault.Damaged;
        }

        var signed = bytes.Span[..^SHA256.HashSizeInBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(signed, hash);
        var keyLength = BinaryPrimitives.ReadUInt16BigEndian(signed[20..]);
        if (!hash.SequenceEqual(bytes.Span[^SHA256.HashSizeInBytes..]) || HeadLength + keyLength > signed.Length)
        {
            return CacheFault.Damaged;
        }

        if (!signed.Slice(HeadLength, keyLength).SequenceEqual(Encoding.UTF8.GetBytes(key)))
        {
            return CacheFault.OfAnotherKey;
        }

        if (BinaryPrimitives.ReadInt64BigEndian(signed[12..]) <= now.ToUnixTimeMilliseconds())
        {
            return CacheFault.Expired;
        }

        computedAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(signed[4..]));
        value = bytes[(HeadLength + keyLength)..^SHA256.HashSizeInBytes];
        return null;
    }
}
