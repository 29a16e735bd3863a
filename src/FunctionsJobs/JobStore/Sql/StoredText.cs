using System.Text;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Text from the work itself, as every database can hold it.</summary>
internal static class StoredText
{
    /// <summary>The most characters that are kept.</summary>
    public const int MaxLength = 2000;

    /// <summary>
    /// The text with U+FFFD in place of NUL, which PostgreSQL refuses, and of halves of surrogate pairs, which are not Unicode; cut at <see cref="MaxLength"/>.
    /// </summary>
    public static string? Of(string? text)
    {
        if (text is null || (text.Length <= MaxLength && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0', StringComparison.Ordinal)))
        {
            return text;
        }

        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}
