using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Analytics;

/// <summary>The grammar of publisher ids: 1 to 64 of <c>A–Z a–z 0–9 . _ -</c>, the first a letter or digit. Case matters.</summary>
public static class PublisherId
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What a refused id is answered with.</summary>
    public const string Rule = "must be 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-', starting with a letter or digit";

    /// <summary>Whether <paramref name="id"/> keeps to the grammar.</summary>
    public static bool IsValid([NotNullWhen(true)] string? id)
    {
        if (id is null || id.Length is 0 or > MaxLength || !char.IsAsciiLetterOrDigit(id[0]))
        {
            return false;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
