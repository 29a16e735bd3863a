using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.JobStore.Index;

/// <summary>
/// Where a page of a list ended. As text: Base64URL of a version byte, 8 bytes of the filter's hash, the time, the id, and 16 bytes of an
/// HMAC-SHA256 over all of it.
/// </summary>
/// <param name="CreatedAt">When the last job that was looked at was accepted, in milliseconds since 1970.</param>
/// <param name="JobId">Its id.</param>
internal readonly record struct JobCursor(long CreatedAt, string JobId)
{
    private const byte Version = 1;
    private const int HashLength = 8;
    private const int MacLength = 16;
    private const int HeadLength = 1 + HashLength + sizeof(long);
    private const int MaxTextLength = 512;

    /// <summary>The text for callers.</summary>
    public string Write(JobFilter filter, byte[] key)
    {
        var bytes = new byte[HeadLength + Encoding.UTF8.GetByteCount(JobId) + MacLength];
        bytes[0] = Version;
        HashOf(filter).CopyTo(bytes.AsSpan(1));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1 + HashLength), CreatedAt);
        Encoding.UTF8.GetBytes(JobId, bytes.AsSpan(HeadLength));
        MacOf(bytes.AsSpan(..^MacLength), key).CopyTo(bytes.AsSpan(bytes.Length - MacLength));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a text that <see cref="Write"/> made with the same key for the same filter; null for any other.</summary>
    public static JobCursor? Read(string text, JobFilter filter, byte[] key)
    {
        if (text.Length > MaxTextLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text).AsSpan();
        if (bytes.Length <= HeadLength + MacLength
            || !CryptographicOperations.FixedTimeEquals(bytes[^MacLength..], MacOf(bytes[..^MacLength], key))
            || bytes[0] != Version
            || !bytes.Slice(1, HashLength).SequenceEqual(HashOf(filter)))
        {
            return null;
        }

        return new JobCursor(BinaryPrimitives.ReadInt64BigEndian(bytes[(1 + HashLength)..]), Encoding.UTF8.GetString(bytes[HeadLength..^MacLength]));
    }

    // Lengths keep the parts apart, whatever they hold.
    private static ReadOnlySpan<byte> HashOf(JobFilter filter)
    {
        var text = new StringBuilder();
        foreach (var part in (string?[])[
            filter.Tenants.Tenant, filter.Queue, filter.Type, filter.Tag, string.Join(',', filter.States.Select(state => state.ToName()).Order(StringComparer.Ordinal)),
            $"{filter.CreatedFrom?.ToUnixTimeMilliseconds()}", $"{filter.CreatedBefore?.ToUnixTimeMilliseconds()}"])
        {
            text.Append(part?.Length ?? -1).Append(':').Append(part);
        }

        // Last, and only where it is asked for: cursors of before there were children are good.
        if (filter.ParentId is { } parent)
        {
            text.Append(parent.Length).Append(':').Append(parent);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(..HashLength);
    }

    private static ReadOnlySpan<byte> MacOf(ReadOnlySpan<byte> bytes, byte[] key) => HMACSHA256.HashData(key, bytes).AsSpan(..MacLength);
}
