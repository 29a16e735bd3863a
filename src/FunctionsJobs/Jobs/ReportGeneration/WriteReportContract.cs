using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>The report that is to be written. What it looks like follows from this and the events alone.</summary>
public sealed record WriteReportContract
{
    /// <summary>Whose report it is.</summary>
    public required string PublisherId { get; init; }

    /// <summary>The type, by its name.</summary>
    public required string ReportType { get; init; }

    /// <summary>A UTC day of the period.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The currency that stands beside amounts, or empty.</summary>
    public required string Currency { get; init; }

    /// <summary>The name that the service goes by.</summary>
    public required string Service { get; init; }

    /// <summary>How many steps the job has in all.</summary>
    public required int TotalSteps { get; init; }

    internal ReportPeriod Period() => ReportTypeNames.TryParse(ReportType, out var type)
        ? ReportPeriod.Of(type, Day)
        : throw new JobFaultException(JobFault.Data("report_type_unknown", $"There is no report type '{ReportType}'."));

    internal ReportHeading ToHeading(JobRecord job)
    {
        var period = Period();
        return new ReportHeading
        {
            Service = Service,
            Title = $"{char.ToUpperInvariant(ReportType[0])}{ReportType[1..]} report",
            Subject = PublisherId,
            Period = period.Title,
            PreviousPeriod = period.Previous.Title,
            IsUnfinished = period.Range.To > job.CreatedAt,
            Currency = Currency,
        };
    }
}
