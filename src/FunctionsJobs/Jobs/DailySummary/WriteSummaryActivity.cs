using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Reports;
using FunctionsJobs.Reports.Summary;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>Brings the hours of all publishers up to date, writes the summary and keeps it. A repeat replaces it by what the events say then.</summary>
public sealed class WriteSummaryActivity(
    SummaryReader reader, ReportFiles files, IJobStore jobs, JobExecution execution, ILogger<WriteSummaryActivity> logger)
{
    [Function(nameof(WriteSummaryActivity))]
    public async Task<SummaryWrittenContract> RunAsync([ActivityTrigger] WriteSummaryContract summary)
    {
        var job = await files.FindJobAsync(execution.JobId, execution.Cancellation);
        var period = summary.Period(job);
        var data = await reader.ReadAsync(period, execution.Cancellation);
        var page = SummaryPage.Write(data, summary.ToHeading(job), job.Id, ReportFileName.OfSummary(period), summary.MaxRows);
        var blob = await files.WriteAsync(job, page, execution.Cancellation);
        await jobs.ReportStepAsync(job.Id, "report", summary.TotalSteps, "Summary written", execution.Cancellation);
        var day = DateOnly.FromDateTime(period.Range.From.UtcDateTime);
        var publishers = data.Publishers.Count(publisher => publisher.Current != default);
        DailySummaryLog.Written(logger, job.Id, day, publishers, blob.Length);
        return new SummaryWrittenContract
        {
            Day = day,
            Publishers = publishers,
            Report = WrittenReport.Of(blob, data.All),
        };
    }
}
