namespace FunctionsJobs.Companies.Reports;

/// <summary>How types of reports on companies are written.</summary>
internal static class CompanyReportTypeNames
{
    /// <summary>What a refused one is answered with.</summary>
    public const string Rule = "must be comprehensive or summary";

    /// <summary>The name.</summary>
    public static string ToName(this CompanyReportType type) => type switch
    {
        CompanyReportType.Comprehensive => "comprehensive",
        CompanyReportType.Summary => "summary",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown report type."),
    };

    /// <summary>The type of a name.</summary>
    public static bool TryParse(string? name, out CompanyReportType type)
    {
        type = name == "summary" ? CompanyReportType.Summary : CompanyReportType.Comprehensive;
        return name == type.ToName();
    }
}
