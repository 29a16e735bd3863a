using System.Text;
using System.Text.RegularExpressions;

namespace FunctionsJobs.Scraping.Fetching;

/// <summary>
/// Reads a page's bytes as text. A byte order mark counts first, as it does for browsers; then the charset of the header, then that of a <c>meta</c> element at the
/// page's beginning, then UTF-8. What is not valid in it becomes U+FFFD.
/// </summary>
/// <remarks>Labels follow the WHATWG's Encoding Standard where they differ from .NET's: what calls itself Latin 1 or ASCII is read as windows-1252.</remarks>
internal static partial class PageText
{
    // HTML Standard, 13.2.3.2: the first 1024 bytes are looked at.
    private const int PrescanBytes = 1024;

    // What the standard's names stand for, where .NET knows another meaning, another name or none.
    private static readonly Dictionary<string, string> _labels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ascii"] = "windows-1252",
        ["us-ascii"] = "windows-1252",
        ["iso-8859-1"] = "windows-1252",
        ["iso8859-1"] = "windows-1252",
        ["latin1"] = "windows-1252",
        ["l1"] = "windows-1252",
        ["cp1252"] = "windows-1252",
        ["x-cp1252"] = "windows-1252",
        ["iso-8859-9"] = "windows-1254",
        ["latin5"] = "windows-1254",
        ["iso-8859-11"] = "windows-874",
        ["tis-620"] = "windows-874",
        ["gb2312"] = "gbk",
        ["x-sjis"] = "shift_jis",
        ["utf8"] = "utf-8",
        ["unicode-1-1-utf-8"] = "utf-8",
        ["utf-16"] = "utf-16le",
    };

    /// <summary>The page as text.</summary>
    /// <param name="bytes">The page.</param>
    /// <param name="charset">What the header says, or null.</param>
    public static string Read(ReadOnlyMemory<byte> bytes, string? charset)
    {
        var (encoding, mark) = Marked(bytes.Span);
        encoding ??= Named(charset) ?? Named(Declared(bytes.Span)) ?? Encoding.UTF8;
        return encoding.GetString(bytes.Span[mark..]);
    }

    private static (Encoding? Encoding, int Length) Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xef, 0xbb, 0xbf, ..] => (Encoding.UTF8, 3),
        [0xfe, 0xff, ..] => (Encoding.BigEndianUnicode, 2),
        [0xff, 0xfe, ..] => (Encoding.Unicode, 2),
        _ => (null, 0),
    };

    /// <summary>What a <c>meta</c> says. One that can be read byte by byte is not in UTF-16, whatever it says.</summary>
    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        var match = Meta().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, PrescanBytes)]));
        var name = match.Success ? match.Groups["name"].Value : null;
        return name?.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) == true ? "utf-8" : name;
    }

    private static Encoding? Named(string? name)
    {
        name = name?.Trim(' ', '\t', '"', '\'');
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        var label = _labels.GetValueOrDefault(name, name);
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(label) ?? Encoding.GetEncoding(label);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Unknown, or UTF-7, which can hide markup.
            return null;
        }
    }

    [GeneratedRegex("""<meta\s[^>]*?charset\s*=\s*["']?\s*(?<name>[A-Za-z0-9_:.-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Meta();
}
