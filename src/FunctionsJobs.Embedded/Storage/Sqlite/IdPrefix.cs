using System.Text;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Prefixes as ranges, which an index serves; unlike LIKE they take every character literally.</summary>
internal static class IdPrefix
{
    /// <summary>The UTF-8 bytes before which, in byte order, every text with the prefix lies.</summary>
    public static byte[] UpperBound(string prefix)
    {
        // UTF-8 has no byte 0xFF, so the last byte can always be raised.
        var bytes = Encoding.UTF8.GetBytes(prefix);
        bytes[^1]++;
        return bytes;
    }
}
