using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Blobs;

/// <summary>The parts that a blob is committed from.</summary>
internal static class PartList
{
    /// <summary>Refuses a list that no blob can be made of.</summary>
    public static void Check(IReadOnlyList<string> partIds)
    {
        ArgumentNullException.ThrowIfNull(partIds);
        if (partIds.Count is 0 or > IBlobStore.MaxParts)
        {
            throw new ArgumentException($"A blob has 1 to {IBlobStore.MaxParts} parts.", nameof(partIds));
        }

        foreach (var partId in partIds)
        {
            BlobName.CheckPart(partId);
        }
    }

    /// <summary>Tells lists apart: kept with the blob, so that a repeated commit is known.</summary>
    public static string Mark(IReadOnlyList<string> partIds) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', partIds))).AsSpan(0, 16));
}
