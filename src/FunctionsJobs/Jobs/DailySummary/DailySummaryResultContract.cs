using FunctionsJobs.Analytics;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>The result of the job: where the summary is, what it says, and how many got it.</summary>
public sealed record DailySummaryResultContract
{
    /// <summary>The UTC day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>How many publishers had events on that day.</summary>
    public required int Publishers { get; init; }

    /// <summary>The path that answers the report.</summary>
    public required string ReportUrl { get; init; }

    /// <summary>The blob that holds it.</summary>
    public required string Blob { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of it, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The numbers of the day, over all publishers.</summary>
    public required PeriodTotals Totals { get; init; }

    /// <summary>The numbers of the day before.</summary>
    public required PeriodTotals PreviousTotals { get; init; }

    /// <summary>How many recipients it was mailed to.</summary>
    public required int MailsSent { get; init; }

    /// <summary>How many recipients the mail server refused for good.</summary>
    public required int RecipientsRefused { get; init; }
}
