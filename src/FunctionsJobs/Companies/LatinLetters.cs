using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace FunctionsJobs.Companies;

/// <summary>Texts as they are compared: in lower case, Latin letters without their marks (<c>ü</c> is <c>u</c>, <c>ß</c> is <c>ss</c>).</summary>
/// <remarks>
/// The letters of Unicode's blocks Latin-1 Supplement and Latin Extended-A, and the Romanian ones with a comma. A table, since the program runs without ICU, where
/// <see cref="string.Normalize()"/> takes nothing apart. Letters of other scripts stay as they are.
/// </remarks>
internal static class LatinLetters
{
    private static readonly string[] Table =
    [
        "a àáâãäåāăą", "ae æ", "c çćĉċč", "d ďđð", "e èéêëēĕėęě", "g ĝğġģ", "h ĥħ", "i ìíîïĩīĭįı", "j ĵ", "k ķĸ", "l ĺļľŀł", "n ñńņňŉŋ", "o òóôõöøōŏő", "oe œ",
        "r ŕŗř", "s śŝşšșſ", "ss ß", "t ţťŧț", "th þ", "u ùúûüũūŭůűų", "w ŵ", "y ýÿŷ", "z źżž",
    ];

    private static readonly FrozenDictionary<char, string> Plain = Table
        .Select(line => line.Split(' '))
        .SelectMany(line => line[1].Select(letter => KeyValuePair.Create(letter, line[0])))
        .ToFrozenDictionary();

    /// <summary>The text as it is compared.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var lower = char.ToLowerInvariant(c);
            if (char.IsAscii(lower))
            {
                folded.Append(lower);
            }
            else if (Plain.TryGetValue(lower, out var plain))
            {
                folded.Append(plain);
            }
            else if (char.GetUnicodeCategory(lower) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(lower);
            }
        }

        return folded.ToString();
    }
}
