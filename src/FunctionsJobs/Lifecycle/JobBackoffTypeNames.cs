using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Lifecycle;

/// <summary>The persisted names of <see cref="JobBackoffType"/>.</summary>
public static class JobBackoffTypeNames
{
    /// <summary>The persisted name of a type.</summary>
    public static string ToName(this JobBackoffType type) => type switch
    {
        JobBackoffType.Exponential => "exponential",
        JobBackoffType.Fixed => "fixed",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a back-off type."),
    };

    /// <summary>The type of a persisted name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out JobBackoffType type)
    {
        (var known, type) = name switch
        {
            "exponential" => (true, JobBackoffType.Exponential),
            "fixed" => (true, JobBackoffType.Fixed),
            _ => (false, default),
        };
        return known;
    }
}
