using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Where a page of instances ended; as a token, base64url of the kind of order and the position in it.</summary>
internal abstract record InstanceCursor
{
    private const byte CreatedKind = (byte)'c';
    private const byte KeyKind = (byte)'k';
    private const byte IdKind = (byte)'i';
    private const byte CompletedKind = (byte)'e';

    /// <summary>In the order of creation time, then key.</summary>
    public sealed record AfterCreated(long CreatedTicks, long Key) : InstanceCursor;

    /// <summary>In the order of completion time, then key.</summary>
    public sealed record AfterCompleted(long CompletedTicks, long Key) : InstanceCursor;

    /// <summary>In the order of the keys.</summary>
    public sealed record AfterKey(long Key) : InstanceCursor;

    /// <summary>In the byte order of the ids.</summary>
    public sealed record AfterId(string Id) : InstanceCursor;

    public string ToToken()
    {
        byte[] bytes = this switch
        {
            AfterCreated created => [CreatedKind, .. Number(created.CreatedTicks), .. Number(created.Key)],
            AfterCompleted completed => [CompletedKind, .. Number(completed.CompletedTicks), .. Number(completed.Key)],
            AfterKey key => [KeyKind, .. Number(key.Key)],
            AfterId id => [IdKind, .. Encoding.UTF8.GetBytes(id.Id)],
            _ => throw new InvalidOperationException($"Unknown cursor {GetType().Name}."),
        };
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="InvalidContinuationException">The token is not one, or one of another order than <typeparamref name="TCursor"/>.</exception>
    public static TCursor? Parse<TCursor>(string? token)
        where TCursor : InstanceCursor
    {
        if (token is null)
        {
            return null;
        }

        return Base64Url.IsValid(token) && Parse(Base64Url.DecodeFromChars(token)) is TCursor cursor
            ? cursor
            : throw new InvalidContinuationException();
    }

    private static InstanceCursor? Parse(ReadOnlySpan<byte> bytes) => (bytes.Length, bytes.IsEmpty ? 0 : bytes[0]) switch
    {
        (17, CreatedKind) => new AfterCreated(BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[9..])),
        (17, CompletedKind) => new AfterCompleted(BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[9..])),
        (9, KeyKind) => new AfterKey(BinaryPrimitives.ReadInt64BigEndian(bytes[1..])),
        ( > 1, IdKind) => new AfterId(Encoding.UTF8.GetString(bytes[1..])),
        _ => null,
    };

    private static byte[] Number(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
