using System.Text.RegularExpressions;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>The names a function may have, as the real host checks them.</summary>
internal static partial class FunctionNameRules
{
    /// <summary>What is wrong with a name, or <see langword="null"/>.</summary>
    public static string? Violation(string? name)
        => name is null || !Pattern().IsMatch(name)
            ? $"'{name}' is no function name: a letter, then up to 127 letters, digits, '_' or '-'."
            : name.Equals("host", StringComparison.OrdinalIgnoreCase) ? "'host' is a reserved name." : null;

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,127}\z")]
    private static partial Regex Pattern();
}
