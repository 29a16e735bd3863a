using System.Buffers.Binary;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// The log beside the file. SQLite takes a log whose header it cannot read for an empty one, and begins anew: what was acknowledged and is not copied
/// into the file yet would be lost without a word.
/// </summary>
internal static class WriteAheadLog
{
    private const int HeaderSize = 32;
    private const int ChecksummedSize = 24;
    private const uint Magic = 0x377f0682;

    /// <summary>The log of a file.</summary>
    public static string PathOf(string filePath) => filePath + "-wal";

    /// <summary>Refuses a log that holds something and has no valid header. A header alone may have been cut off by a power failure before anything was acknowledged.</summary>
    /// <exception cref="TaskHubStoreException">The log is damaged.</exception>
    public static void Check(string filePath)
    {
        var path = PathOf(filePath);
        if (!File.Exists(path))
        {
            return;
        }

        Span<byte> header = stackalloc byte[HeaderSize];
        using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (log.Length <= HeaderSize || log.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize || IsValid(header))
        {
            return;
        }

        throw new TaskHubStoreException(
            $"Task hub '{filePath}': its write-ahead log '{path}' is damaged, and holds what was acknowledged last. Restore a backup of both files; "
            + "or move the log away to go on without what it holds.");
    }

    // The format: magic (the last bit says in which byte order checksums are computed), version, page size, sequence, two salts, two checksums of all that.
    private static bool IsValid(ReadOnlySpan<byte> header)
    {
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if ((magic & ~1u) != Magic)
        {
            return false;
        }

        uint first = 0;
        uint second = 0;
        for (var i = 0; i < ChecksummedSize; i += 8)
        {
            first += Word(header[i..], magic) + second;
            second += Word(header[(i + 4)..], magic) + first;
        }

        return first == BinaryPrimitives.ReadUInt32BigEndian(header[ChecksummedSize..])
            && second == BinaryPrimitives.ReadUInt32BigEndian(header[(ChecksummedSize + 4)..]);
    }

    private static uint Word(ReadOnlySpan<byte> bytes, uint magic) =>
        (magic & 1) == 1 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
