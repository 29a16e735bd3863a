using FunctionsJobs.Companies.Analysis;

namespace FunctionsJobs.Companies.Reports;

/// <summary>A report on companies, as its JSON file holds it.</summary>
public sealed record CompanyReport
{
    /// <summary><c>comprehensive</c> or <c>summary</c>.</summary>
    public required string ReportType { get; init; }

    /// <summary>The publisher it is for; null for those who are bound to none.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Segments, distributions and the best.</summary>
    public required CompanyAnalysis Analysis { get; init; }

    /// <summary>Each company, highest score first; none in a summary.</summary>
    public required IReadOnlyList<CompanyReportEntry> Companies { get; init; }

    /// <summary>Ids that there is no company of.</summary>
    public required IReadOnlyList<string> NotFound { get; init; }

    internal static CompanyReport Of(
        CompanyReportType type, string? publisherId, DateTimeOffset askedAt, IReadOnlyList<CompanyInsight> insights, IReadOnlyList<string> notFound) => new()
        {
            ReportType = type.ToName(),
            PublisherId = publisherId,
            AskedAt = askedAt,
            Analysis = CompanyAnalyzer.Of(insights),
            Companies = type == CompanyReportType.Summary
                ? []
                : [.. insights.OrderByDescending(insight => insight.Score.Points).ThenBy(insight => insight.Company.Domain, StringComparer.Ordinal).Select(CompanyReportEntry.Of)],
            NotFound = notFound,
        };
}
