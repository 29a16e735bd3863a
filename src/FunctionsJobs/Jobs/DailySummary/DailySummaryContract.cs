namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>The data of a <c>report-generation/daily-summary</c> job, as sent.</summary>
public sealed record DailySummaryContract
{
    /// <summary>The day: an ISO 8601 date, or date and time with a zone, of which the UTC day counts. Left out: the day before the job was submitted.</summary>
    public string? Date { get; init; }
}
