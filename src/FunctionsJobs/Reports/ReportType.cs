namespace FunctionsJobs.Reports;

/// <summary>How long the period of a report is. Sent and stored by the names of <see cref="ReportTypeNames"/>.</summary>
public enum ReportType
{
    /// <summary>One UTC day, by hours.</summary>
    Daily,

    /// <summary>One week from Monday, by days.</summary>
    Weekly,

    /// <summary>One calendar month, by days.</summary>
    Monthly,
}
