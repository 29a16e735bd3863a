using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Lifecycle;

/// <summary>The wait between two attempts of a job: a pure function, so that a replayed orchestration waits as long as the first time.</summary>
public static class JobBackoff
{
    /// <summary>No wait is longer than this, before jitter.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The share by which jitter shortens or lengthens a wait, so that jobs that failed together do not come back together.</summary>
    public const double Jitter = 0.2;

    /// <summary>
    /// How long to wait after the failed attempt number <paramref name="attempt"/>: <c>delay</c>, or <c>delay × 2^(attempt-1)</c> when it
    /// grows, at most <see cref="Longest"/>, times a factor within <c>1 ± <see cref="Jitter"/></c> that depends on job and attempt alone.
    /// </summary>
    public static TimeSpan After(string jobId, int attempt, JobPolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var seconds = policy.Backoff switch
        {
            JobBackoffType.Fixed => policy.BackoffDelay.TotalSeconds,
            JobBackoffType.Exponential => policy.BackoffDelay.TotalSeconds * Math.Pow(2, attempt - 1),
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy.Backoff, "Not a back-off type."),
        };
        var capped = Math.Min(seconds, Longest.TotalSeconds);
        return TimeSpan.FromSeconds(capped * (1 - Jitter + (2 * Jitter * Fraction(jobId, attempt))));
    }

    /// <summary>A number in [0, 1) spread evenly over jobs and attempts (string hash codes differ between processes and would not do).</summary>
    private static double Fraction(string jobId, int attempt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{jobId}\n{attempt}"), hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
