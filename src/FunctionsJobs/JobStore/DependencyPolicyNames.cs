using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.JobStore;

/// <summary>The persisted names of <see cref="DependencyPolicy"/>, which are also what the HTTP API takes.</summary>
public static class DependencyPolicyNames
{
    /// <summary>The persisted name.</summary>
    public static string ToName(this DependencyPolicy policy) => policy switch
    {
        DependencyPolicy.Fail => "fail",
        DependencyPolicy.Cancel => "cancel",
        DependencyPolicy.Ignore => "ignore",
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Not a dependency policy."),
    };

    /// <summary>Whether the name is one; if so, which.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out DependencyPolicy policy)
    {
        policy = name switch
        {
            "cancel" => DependencyPolicy.Cancel,
            "ignore" => DependencyPolicy.Ignore,
            _ => DependencyPolicy.Fail,
        };
        return name is "fail" or "cancel" or "ignore";
    }
}
