using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>Ids that a replay makes again: version 5 UUIDs (RFC 9562) of the instance, the turn's time and a counter.</summary>
internal static class DeterministicGuid
{
    // The name space that Durable Task uses, so that ids are the same there.
    private static readonly Guid s_namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string instanceId, DateTime utcNow, int counter)
    {
        var name = $"{instanceId}_{utcNow:o}_{counter}";
        Span<byte> data = stackalloc byte[16 + 512];
        var length = 16 + Encoding.UTF8.GetByteCount(name);
        if (length > data.Length)
        {
            data = new byte[length];
        }

        s_namespace.TryWriteBytes(data, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, data[16..]);

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Version 5 UUIDs are made with SHA-1; nothing is protected by it.
        SHA1.HashData(data[..length], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
