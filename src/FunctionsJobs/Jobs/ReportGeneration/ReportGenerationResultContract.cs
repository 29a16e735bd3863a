using FunctionsJobs.Analytics;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>The result of the job: where the report is, what it says, and who got it.</summary>
public sealed record ReportGenerationResultContract
{
    /// <summary>Whose report it is.</summary>
    public required string PublisherId { get; init; }

    /// <summary>The type, by its name.</summary>
    public required string ReportType { get; init; }

    /// <summary>First instant of the period, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after it, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The path that answers the report.</summary>
    public required string ReportUrl { get; init; }

    /// <summary>The blob that holds it.</summary>
    public required string Blob { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of it, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The numbers of the period.</summary>
    public required PeriodTotals Totals { get; init; }

    /// <summary>The numbers of the period before.</summary>
    public required PeriodTotals PreviousTotals { get; init; }

    /// <summary>How many recipients it was mailed to.</summary>
    public required int MailsSent { get; init; }

    /// <summary>Recipients whose mail the mail server refused for good.</summary>
    public required IReadOnlyList<string> RefusedRecipients { get; init; }
}
