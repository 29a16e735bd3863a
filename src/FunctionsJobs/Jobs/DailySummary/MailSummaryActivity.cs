using FunctionsJobs.Lifecycle;
using FunctionsJobs.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>Mails the summary to one administrator. A repeat sends nothing that was sent.</summary>
public sealed class MailSummaryActivity(ReportFiles files, ReportMailer mailer, JobExecution execution, ILogger<MailSummaryActivity> logger)
{
    [Function(nameof(MailSummaryActivity))]
    public async Task<MailedReport> RunAsync([ActivityTrigger] MailSummaryContract mail)
    {
        var summary = mail.Summary;
        var job = await files.FindJobAsync(execution.JobId, execution.Cancellation);
        var refusal = await mailer.SendAsync(
            job,
            mail.Recipient,
            summary.ToHeading(job),
            mail.Written,
            ReportFileName.OfSummary(summary.Period(job)),
            summary.TotalSteps,
            execution.Cancellation);
        if (refusal is not null)
        {
            DailySummaryLog.Refused(logger, refusal, job.Id);
        }

        return new MailedReport { Sent = refusal is null };
    }
}
