using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Blobs;

/// <summary>
/// The grammar of blob names: segments joined by <c>/</c>, each 1 to 120 of <c>a–z 0–9 . _ -</c>, beginning with a letter or digit and not ending in a dot; at most
/// 16 segments and 512 characters. Narrower than any storage asks for, so that a name means the same in a file system that folds case, in a URL and in a log.
/// </summary>
/// <remarks>Nothing that a caller wrote becomes part of a name but through <see cref="SegmentOf"/>.</remarks>
public static class BlobName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 512;

    private const int MaxSegments = 16;
    private const int MaxSegmentLength = 120;
    private const int MaxPlainLength = 80;
    private const int MaxPartIdLength = 40;

    // Names of devices on Windows, with or without an extension.
    private static readonly string[] Reserved =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(n => (string[])[$"com{n}", $"lpt{n}"])];

    /// <summary>Whether a text is a name.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && name.Split('/') is { Length: <= MaxSegments } segments && segments.All(IsSegment);

    /// <summary>A text as one segment: itself where it is a segment without a dot, and otherwise a part of it with a hash. Different texts give different segments.</summary>
    public static string SegmentOf(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text.Length <= MaxPlainLength && !text.Contains('.', StringComparison.Ordinal) && IsSegment(text))
        {
            return text;
        }

        var readable = new StringBuilder("x");
        foreach (var c in text.Take(MaxPartIdLength))
        {
            readable.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        }

        return $"{readable}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}";
    }

    /// <summary>Refuses what is not a name.</summary>
    internal static void Check(string name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException("Not a blob name.", nameof(name));
        }
    }

    /// <summary>Refuses what is not a folder: a name with a slash behind it.</summary>
    internal static void CheckFolder(string folder)
    {
        if (!folder.EndsWith('/') || !IsValid(folder[..^1]))
        {
            throw new ArgumentException("Not a folder of blobs: a name with a slash behind it.", nameof(folder));
        }
    }

    /// <summary>Refuses what is not a part's id.</summary>
    internal static void CheckPart(string partId)
    {
        if (partId is not { Length: > 0 and <= MaxPartIdLength } || !partId.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"A part's id must be 1 to {MaxPartIdLength} characters of a-z, 0-9 and '-'.", nameof(partId));
        }
    }

    private static bool IsSegment(string segment) =>
        segment is { Length: > 0 and <= MaxSegmentLength }
        && (char.IsAsciiLetterLower(segment[0]) || char.IsAsciiDigit(segment[0]))
        && segment[^1] != '.'
        && segment.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-')
        && !Reserved.Contains(segment.Split('.')[0], StringComparer.Ordinal);
}
