using FunctionsJobs.Analytics;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>
/// Writes a report, and mails it to each recipient, some at once. A further attempt mails those who have not got it. A recipient whom the mail server refuses for
/// good keeps nobody else from getting theirs.
/// </summary>
public static class ReportGenerationOrchestrator
{
    [Function(nameof(ReportGenerationOrchestrator))]
    public static Task<ReportGenerationResultContract> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, JobRun<ReportGenerationPlanContract> run)
    {
        var plan = run.Plan;
        var report = new JobParts<WrittenReport>(1);
        var mails = new JobParts<MailedReport>(plan.Recipients.Count);
        return JobLifecycle.RunAsync(context, run, ReportGenerationJson.Default.ReportGenerationResultContract, async attempt =>
        {
            var written = (await report.RunAsync(
                1, _ => attempt.CallActivityAsync<WrittenReport>(nameof(WriteReportActivity), plan.Report)))[0];
            var mailed = await mails.RunAsync(plan.MailsAtOnce, index => attempt.CallActivityAsync<MailedReport>(
                nameof(MailReportActivity),
                new MailReportContract { Recipient = plan.Recipients[index], Report = plan.Report, Written = written }));
            return Result(run, written, mailed);
        });
    }

    private static ReportGenerationResultContract Result(
        JobRun<ReportGenerationPlanContract> run, WrittenReport written, IReadOnlyList<MailedReport> mailed)
    {
        var plan = run.Plan;
        var sent = mailed.Count(mail => mail.Sent);
        if (mailed.Count > 0 && sent == 0)
        {
            throw new JobFaultException(JobFault.Data("recipients_refused", "The mail server refused every recipient of the report."));
        }

        var period = plan.Report.Period();
        return new ReportGenerationResultContract
        {
            PublisherId = plan.Report.PublisherId,
            ReportType = plan.Report.ReportType,
            From = period.Range.From,
            To = period.Range.To,
            ReportUrl = $"/api/v1/reports/{run.JobId}",
            Blob = written.Blob,
            Bytes = written.Bytes,
            Sha256 = written.Sha256,
            Totals = PeriodTotals.Of(written.Current.ToCounts()),
            PreviousTotals = PeriodTotals.Of(written.Previous.ToCounts()),
            MailsSent = sent,
            RefusedRecipients = [.. plan.Recipients.Where((_, index) => !mailed[index].Sent)],
        };
    }
}
