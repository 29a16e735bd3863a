namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>The data of a <c>report-generation/report</c> job, as sent.</summary>
public sealed record ReportGenerationContract
{
    /// <summary>Whose report it is.</summary>
    public required string PublisherId { get; init; }

    /// <summary><c>daily</c>, <c>weekly</c> (from Monday) or <c>monthly</c>.</summary>
    public required string ReportType { get; init; }

    /// <summary>A day of the period: an ISO 8601 date, or date and time with a zone, of which the UTC day counts.</summary>
    public required string Date { get; init; }

    /// <summary>Who it is mailed to: bare addresses. Left out: those that the settings name for the publisher, if any. Empty: nobody.</summary>
    public IReadOnlyList<string>? Recipients { get; init; }
}
