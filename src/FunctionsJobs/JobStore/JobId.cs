using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.JobStore;

/// <summary>
/// The grammar of job ids: 1 to 256 of <c>A–Z a–z 0–9 . _ : ~ -</c>, the first a letter or digit. Case matters. Narrower than what the durable
/// engine takes for an instance id, so that an id means the same in a route, a query, a file name and a log.
/// </summary>
public static class JobId
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>What a refused id is answered with.</summary>
    public const string Rule = "must be 1 to 256 characters of A-Z, a-z, 0-9, '.', '_', ':', '~' and '-', starting with a letter or digit";

    /// <summary>Whether <paramref name="id"/> keeps to the grammar.</summary>
    public static bool IsValid([NotNullWhen(true)] string? id) =>
        id is { Length: > 0 and <= MaxLength }
        && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '~' or '-');

    /// <summary>What a submitter's id in a space that it may not name jobs in is answered with.</summary>
    public const string ReservedRule = "must not start with 'sched:' or 'timer:', which the program names jobs by itself";

    /// <summary>Whether an id lies in a space that the program itself names jobs in: runs of schedules and of built-in timers.</summary>
    public static bool IsReserved(string id) => id.StartsWith("sched:", StringComparison.Ordinal) || id.StartsWith("timer:", StringComparison.Ordinal);

    /// <summary>A new id: 32 hex digits that sort by time.</summary>
    public static string New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
}
