namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>The names a function may have, as the real host checks them.</summary>
internal static class FunctionNameRules
{
    private const int MaxLength = 128;

    /// <summary>What is wrong with a name, or <see langword="null"/>.</summary>
    public static string? Violation(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength || !char.IsAsciiLetter(name[0]) || !name.All(IsAllowed))
        {
            return $"'{name}' is no function name: a letter, then up to {MaxLength - 1} letters, digits, '_' or '-'.";
        }

        return name.Equals("host", StringComparison.OrdinalIgnoreCase) ? "'host' is a reserved name." : null;
    }

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';
}
