using FunctionsJobs.JobStore;
using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>The summary that is to be written.</summary>
public sealed record WriteSummaryContract
{
    /// <summary>The UTC day, or null for the one before the job was submitted.</summary>
    public required DateOnly? Day { get; init; }

    /// <summary>The currency that stands beside amounts, or empty.</summary>
    public required string Currency { get; init; }

    /// <summary>The name that the service goes by.</summary>
    public required string Service { get; init; }

    /// <summary>How many publishers have a row of their own.</summary>
    public required int MaxRows { get; init; }

    /// <summary>How many steps the job has in all.</summary>
    public required int TotalSteps { get; init; }

    internal ReportPeriod Period(JobRecord job) =>
        ReportPeriod.Of(ReportType.Daily, Day ?? DateOnly.FromDateTime(job.CreatedAt.UtcDateTime).AddDays(-1));

    internal ReportHeading ToHeading(JobRecord job)
    {
        var period = Period(job);
        return new ReportHeading
        {
            Service = Service,
            Title = "Daily summary",
            Subject = "All publishers",
            Period = period.Title,
            PreviousPeriod = period.Previous.Title,
            IsUnfinished = period.Range.To > job.CreatedAt,
            Currency = Currency,
        };
    }
}
