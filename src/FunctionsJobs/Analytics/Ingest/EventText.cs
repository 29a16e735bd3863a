using System.Globalization;
using System.Text.Json;

namespace FunctionsJobs.Analytics.Ingest;

/// <summary>Reads the texts of an event line within bounds.</summary>
internal static class EventText
{
    /// <summary>Longest id and ad unit, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>Most bytes a text of that length takes in JSON: every character as <c>\uXXXX</c>.</summary>
    public const int MostBytes = MaxLength * 6;

    private const int LongestShownName = 64;

    /// <summary>Decodes the string the reader stands on. Fails on one that is far too long, and on half a surrogate pair.</summary>
    /// <returns>The length of the text in <paramref name="buffer"/>, or -1.</returns>
    public static int Decode(ref readonly Utf8JsonReader reader, scoped Span<char> buffer)
    {
        if (reader.ValueSpan.Length > MostBytes)
        {
            return -1;
        }

        try
        {
            return reader.CopyString(buffer);
        }
        catch (InvalidOperationException)
        {
            return -1;
        }
    }

    /// <summary>An unknown member's name, as much of it as is fit to be shown.</summary>
    public static string Show(ref readonly Utf8JsonReader reader)
    {
        Span<char> buffer = stackalloc char[MostBytes];
        var length = Decode(in reader, buffer);
        return length is >= 0 and <= LongestShownName && IsPlain(buffer[..length]) ? new string(buffer[..length]) : "$";
    }

    /// <summary>Whether a text is a valid id: 1 to 128 of the characters from <c>!</c> to <c>~</c>.</summary>
    public static bool IsVisibleAscii(ReadOnlySpan<char> text) => text.Length is >= 1 and <= MaxLength && !text.ContainsAnyExceptInRange('!', '~');

    /// <summary>Whether a text is valid free text: 1 to 128 characters, none of which controls a terminal, a line or the direction of writing.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        if (text.Length is < 1 or > MaxLength)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (char.IsControl(c)
                || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
                || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return false;
            }
        }

        return true;
    }
}
