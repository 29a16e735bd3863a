using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Lifecycle;

/// <summary>The persisted names of <see cref="JobFaultCategory"/>.</summary>
public static class JobFaultCategoryNames
{
    /// <summary>The persisted name of a category.</summary>
    public static string ToName(this JobFaultCategory category) => category switch
    {
        JobFaultCategory.Network => "network",
        JobFaultCategory.Data => "data",
        JobFaultCategory.System => "system",
        JobFaultCategory.Timeout => "timeout",
        JobFaultCategory.Cancelled => "cancelled",
        JobFaultCategory.Dependency => "dependency",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Not a fault category."),
    };

    /// <summary>The category of a persisted name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out JobFaultCategory category)
    {
        (var known, category) = name switch
        {
            "network" => (true, JobFaultCategory.Network),
            "data" => (true, JobFaultCategory.Data),
            "system" => (true, JobFaultCategory.System),
            "timeout" => (true, JobFaultCategory.Timeout),
            "cancelled" => (true, JobFaultCategory.Cancelled),
            "dependency" => (true, JobFaultCategory.Dependency),
            _ => (false, default),
        };
        return known;
    }
}
