using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace FunctionsJobs.Blobs.Local;

/// <summary>
/// The files of staged parts: the content, and behind it its CRC-32C. They are not brought to the disk; the commit does that with the whole. So a power cut may take or tear what was
/// staged shortly before. The check tells, and the commit then says that parts are missing.
/// </summary>
internal static class LocalParts
{
    private const int CheckLength = sizeof(uint);
    private const int ChunkLength = 1024 * 1024;

    /// <summary>The length of the part that a file of this length holds.</summary>
    public static long LengthOf(long fileLength) => Math.Max(0, fileLength - CheckLength);

    /// <summary>Writes a part into a file of its own.</summary>
    public static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var check = new byte[CheckLength];
        BinaryPrimitives.WriteUInt32LittleEndian(check, Crc32C.Of(content.Span));
        await RandomAccess.WriteAsync(file.SafeFileHandle, [content, check], 0, cancellation);
    }

    /// <summary>Joins parts into a file and brings it to the disk; beside that they are checked and hashed, which takes longer.</summary>
    /// <returns>The SHA-256 of the whole, in small letters.</returns>
    public static async Task<string> JoinAsync(IReadOnlyList<string> paths, FileStream target, CancellationToken cancellation)
    {
        var hashing = Task.Run(() => Hash(paths, cancellation), cancellation);
        var copying = Task.Run(() => Copy(paths, target, cancellation), cancellation);
        await Task.WhenAll(hashing, copying);
        return await hashing;
    }

    private static void Copy(IReadOnlyList<string> paths, FileStream target, CancellationToken cancellation)
    {
        foreach (var path in paths)
        {
            using var part = Open(path);
            ForEachChunk(part, chunk => target.Write(chunk), cancellation);
        }

        target.Flush(flushToDisk: true);
    }

    private static string Hash(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var torn = 0;
        foreach (var path in paths)
        {
            using var part = Open(path);
            var crc = default(Crc32C);
            ForEachChunk(
                part,
                chunk =>
                {
                    crc.Append(chunk);
                    hash.AppendData(chunk);
                },
                cancellation);
            torn += IsWhole(part, crc) ? 0 : 1;
        }

        return torn == 0 ? Convert.ToHexStringLower(hash.GetHashAndReset()) : throw BlobStoreException.PartsMissing(torn);
    }

    private static bool IsWhole(SafeFileHandle part, Crc32C crc)
    {
        Span<byte> check = stackalloc byte[CheckLength];
        var length = RandomAccess.GetLength(part);
        return length > CheckLength
            && RandomAccess.Read(part, check, length - CheckLength) == CheckLength
            && BinaryPrimitives.ReadUInt32LittleEndian(check) == crc.Value;
    }

    private static void ForEachChunk(SafeFileHandle part, ChunkReader take, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            var length = LengthOf(RandomAccess.GetLength(part));
            for (var at = 0L; at < length;)
            {
                cancellation.ThrowIfCancellationRequested();
                var read = RandomAccess.Read(part, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at)), at);
                if (read == 0)
                {
                    throw new EndOfStreamException("A staged part became shorter.");
                }

                take(buffer.AsSpan(0, read));
                at += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    private delegate void ChunkReader(ReadOnlySpan<byte> chunk);
}
