using Microsoft.Net.Http.Headers;

namespace FunctionsJobs.Blobs;

/// <summary>The header that has a browser save a file under a name.</summary>
internal static class AttachmentName
{
    private const int MaxLength = 150;
    private const string Fallback = "file";

    /// <summary>
    /// <c>attachment</c> with the name, also in the form for other scripts (RFC 6266). Characters by which a name could lead elsewhere or look like another one
    /// (slashes, control and direction marks) are replaced, and long names cut.
    /// </summary>
    public static string HeaderOf(string fileName)
    {
        var safe = string.Concat(fileName.Where(c => !char.IsSurrogate(c)).Take(MaxLength).Select(c => IsSafe(c) ? c : '_')).Trim('.', ' ');
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(safe.Length > 0 ? safe : Fallback);
        return disposition.ToString();
    }

    private static bool IsSafe(char c) =>
        !char.IsControl(c)
        && char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.Format
        && !"/\\:*?\"<>|%".Contains(c, StringComparison.Ordinal);
}
