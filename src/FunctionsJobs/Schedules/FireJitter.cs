using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Schedules;

/// <summary>How long after its fire time a run is due: a pure function, so that every instance computes the same.</summary>
internal static class FireJitter
{
    /// <summary>The longest spread a schedule may ask for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>A delay in whole milliseconds, from zero to less than <paramref name="spread"/>, that depends on schedule and fire time alone.</summary>
    public static TimeSpan Of(string scheduleId, DateTimeOffset fireTime, TimeSpan spread)
    {
        if (spread <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{scheduleId}\n{fireTime.ToUnixTimeMilliseconds()}"), hash);
        return TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt64LittleEndian(hash) % (ulong)spread.TotalMilliseconds);
    }
}
