using FunctionsJobs.Reports;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>One mail of the fan-out.</summary>
public sealed record MailReportContract
{
    /// <summary>Who it goes to.</summary>
    public required string Recipient { get; init; }

    /// <summary>What was to be written.</summary>
    public required WriteReportContract Report { get; init; }

    /// <summary>What was written.</summary>
    public required WrittenReport Written { get; init; }
}
