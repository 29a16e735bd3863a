using FunctionsJobs.Lifecycle;
using FunctionsJobs.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>Mails the report to one recipient. A repeat sends nothing that was sent.</summary>
public sealed class MailReportActivity(ReportFiles files, ReportMailer mailer, JobExecution execution, ILogger<MailReportActivity> logger)
{
    [Function(nameof(MailReportActivity))]
    public async Task<MailedReport> RunAsync([ActivityTrigger] MailReportContract mail)
    {
        var report = mail.Report;
        var job = await files.FindJobAsync(execution.JobId, execution.Cancellation);
        var refusal = await mailer.SendAsync(
            job,
            mail.Recipient,
            report.ToHeading(job),
            mail.Written,
            ReportFileName.Of(report.Period(), report.PublisherId),
            report.TotalSteps,
            execution.Cancellation);
        if (refusal is not null)
        {
            ReportGenerationLog.Refused(logger, refusal, job.Id);
        }

        return new MailedReport { Sent = refusal is null };
    }
}
