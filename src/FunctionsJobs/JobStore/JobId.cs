using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

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
    public const string ReservedRule = "must not start with 'sched:', 'timer:' or 'child:', which the program names jobs by itself";

    // With room for the prefix and the number.
    private const int MaxParentLength = 240;

    /// <summary>Whether an id lies in a space that the program itself names jobs in: runs of schedules and of built-in timers, and children of jobs.</summary>
    public static bool IsReserved(string id) =>
        id.StartsWith("sched:", StringComparison.Ordinal) || id.StartsWith("timer:", StringComparison.Ordinal) || id.StartsWith("child:", StringComparison.Ordinal);

    /// <summary>
    /// The id of a job's child: <c>child:{parent}:{number}</c>, so that submitting it again gives the same one, and ids of one parent sort as the numbers do.
    /// A parent with a long id is named by its hash, behind a tilde, with which no id begins.
    /// </summary>
    /// <param name="parentId">The parent.</param>
    /// <param name="number">0 to 999,999.</param>
    public static string OfChild(string parentId, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 999_999);
        var parent = parentId.Length <= MaxParentLength ? parentId : $"~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parentId)))}";
        return string.Create(CultureInfo.InvariantCulture, $"child:{parent}:{number:D6}");
    }

    /// <summary>A new id: 32 hex digits that sort by time.</summary>
    public static string New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
}
