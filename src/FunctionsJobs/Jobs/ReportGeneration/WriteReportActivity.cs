using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Page;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>Brings the publisher's roll-ups up to date, writes the report and keeps it. A repeat replaces the report by what the events say then.</summary>
public sealed class WriteReportActivity(
    ReportReader reader, ReportFiles files, IJobStore jobs, JobExecution execution, ILogger<WriteReportActivity> logger)
{
    [Function(nameof(WriteReportActivity))]
    public async Task<WrittenReport> RunAsync([ActivityTrigger] WriteReportContract report)
    {
        var job = await files.FindJobAsync(execution.JobId, execution.Cancellation);
        var heading = report.ToHeading(job);
        var period = report.Period();
        var data = await reader.ReadAsync(report.PublisherId, period, execution.Cancellation);
        var page = PublisherReportPage.Write(data, heading, job.Id, ReportFileName.Of(period, report.PublisherId));
        var blob = await files.WriteAsync(job, page, execution.Cancellation);
        await jobs.ReportStepAsync(job.Id, "report", report.TotalSteps, "Report written", execution.Cancellation);
        ReportGenerationLog.Written(logger, job.Id, report.ReportType, report.PublisherId, period.Range.From, blob.Length);
        return WrittenReport.Of(blob, data);
    }
}
