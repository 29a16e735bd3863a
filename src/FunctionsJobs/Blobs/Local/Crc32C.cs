using System.Numerics;
using System.Runtime.InteropServices;

namespace FunctionsJobs.Blobs.Local;

/// <summary>CRC-32 with the polynomial of Castagnoli, as RFC 3720 (iSCSI) has it: the one for which processors have an instruction.</summary>
internal struct Crc32C
{
    private uint _inverted;

    /// <summary>The check of all that was appended.</summary>
    public readonly uint Value => _inverted;

    /// <summary>The check of a text.</summary>
    public static uint Of(ReadOnlySpan<byte> content)
    {
        var crc = default(Crc32C);
        crc.Append(content);
        return crc.Value;
    }

    /// <summary>Goes on with further bytes.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        var crc = ~_inverted;
        var words = MemoryMarshal.Cast<byte, ulong>(content);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in content[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        _inverted = ~crc;
    }
}
