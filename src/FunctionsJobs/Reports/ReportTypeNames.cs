using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Reports;

/// <summary>The names of <see cref="ReportType"/>, as sent and stored.</summary>
public static class ReportTypeNames
{
    /// <summary>The name of a type.</summary>
    public static string ToName(this ReportType type) => type switch
    {
        ReportType.Daily => "daily",
        ReportType.Weekly => "weekly",
        ReportType.Monthly => "monthly",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of report."),
    };

    /// <summary>The type of a name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out ReportType type)
    {
        (var known, type) = name switch
        {
            "daily" => (true, ReportType.Daily),
            "weekly" => (true, ReportType.Weekly),
            "monthly" => (true, ReportType.Monthly),
            _ => (false, default),
        };
        return known;
    }
}
