namespace FunctionsJobs.Scraping.Pages;

/// <summary>Language tags (BCP 47) as pages write them.</summary>
internal static class LanguageTag
{
    private const int MaxLength = 35;

    /// <summary>A tag in its usual form, or null: underscores, as Open Graph has them, become hyphens; a region of two letters is in capitals.</summary>
    public static string? Read(string? text)
    {
        var parts = text?.Split(',')[0].Trim().Replace('_', '-').Split('-');
        if (parts is not { Length: > 0 } || text!.Length > MaxLength || parts[0].Length is < 2 or > 3 || !parts[0].All(char.IsAsciiLetter)
            || parts.Skip(1).Any(part => part.Length is 0 or > 8 || !part.All(char.IsAsciiLetterOrDigit)))
        {
            return null;
        }

        parts[0] = parts[0].ToLowerInvariant();
        for (var i = 1; i < parts.Length; i++)
        {
            parts[i] = parts[i].Length == 2 ? parts[i].ToUpperInvariant() : parts[i];
        }

        return string.Join('-', parts);
    }
}
