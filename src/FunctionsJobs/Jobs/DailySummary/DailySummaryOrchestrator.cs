using FunctionsJobs.Analytics;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>Writes the summary of all publishers' day, and mails it to each administrator, some at once. A further attempt mails those who have not got it.</summary>
public static class DailySummaryOrchestrator
{
    [Function(nameof(DailySummaryOrchestrator))]
    public static Task<DailySummaryResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<DailySummaryPlanContract> run)
    {
        var plan = run.Plan;
        var summary = new JobParts<SummaryWrittenContract>(1);
        var mails = new JobParts<MailedReport>(plan.Recipients.Count);
        return JobLifecycle.RunAsync(context, run, DailySummaryJson.Default.DailySummaryResultContract, async attempt =>
        {
            var written = (await summary.RunAsync(
                1, _ => attempt.CallActivityAsync<SummaryWrittenContract>(nameof(WriteSummaryActivity), plan.Summary)))[0];
            var mailed = await mails.RunAsync(plan.MailsAtOnce, index => attempt.CallActivityAsync<MailedReport>(
                nameof(MailSummaryActivity),
                new MailSummaryContract { Recipient = plan.Recipients[index], Summary = plan.Summary with { Day = written.Day }, Written = written.Report }));
            return Result(run.JobId, written, mailed);
        });
    }

    private static DailySummaryResultContract Result(string jobId, SummaryWrittenContract written, IReadOnlyList<MailedReport> mailed)
    {
        var sent = mailed.Count(mail => mail.Sent);
        if (mailed.Count > 0 && sent == 0)
        {
            throw new JobFaultException(JobFault.Data("recipients_refused", "The mail server refused every recipient of the summary."));
        }

        return new DailySummaryResultContract
        {
            Date = written.Day,
            Publishers = written.Publishers,
            ReportUrl = $"/api/v1/reports/{jobId}",
            Blob = written.Report.Blob,
            Bytes = written.Report.Bytes,
            Sha256 = written.Report.Sha256,
            Totals = PeriodTotals.Of(written.Report.Current.ToCounts()),
            PreviousTotals = PeriodTotals.Of(written.Report.Previous.ToCounts()),
            MailsSent = sent,
            RecipientsRefused = mailed.Count - sent,
        };
    }
}
