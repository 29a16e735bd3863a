using FunctionsJobs.JobStore;
using FunctionsJobs.Mail;
using FunctionsJobs.Mail.Delivery;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Reports;

/// <summary>Mails a report that was written to one recipient, once.</summary>
public sealed class ReportMailer(ReportFiles files, MailDelivery delivery, IJobStore jobs)
{
    /// <summary>Sends the mail unless it was sent, and counts it as a step of the job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="recipient">Who it goes to.</param>
    /// <param name="heading">The report's heading.</param>
    /// <param name="written">The report.</param>
    /// <param name="fileName">The report's name as a file, without an extension.</param>
    /// <param name="totalSteps">How many steps the job has in all.</param>
    /// <param name="cancellation">Cancels the call until the mail is handed over.</param>
    /// <returns>Why the mail system refused it for good, or null where it has taken it.</returns>
    /// <exception cref="MailException">It was not taken over; trying again may help.</exception>
    internal async Task<MailException?> SendAsync(
        JobRecord job, string recipient, ReportHeading heading, WrittenReport written, string fileName, int totalSteps, CancellationToken cancellation)
    {
        var key = MailDelivery.KeyOf(job, recipient);
        var page = await files.ReadAsync(written.Blob, cancellation);
        var mail = ReportMail.Create(key, recipient, heading, written.Current.ToCounts(), written.Previous.ToCounts(), fileName, page);
        var refusal = await TrySendAsync(job.Id, mail, cancellation);
        await jobs.ReportStepAsync(job.Id, $"mail/{MailMessages.Hash(key)}", totalSteps, "Mailed", cancellation);
        return refusal;
    }

    private async Task<MailException?> TrySendAsync(string jobId, MailContent mail, CancellationToken cancellation)
    {
        try
        {
            await delivery.DeliverAsync(jobId, mail, cancellation);
            return null;
        }
        catch (MailException e) when (!e.IsTransient)
        {
            // An outcome, not a fault: the others get theirs.
            return e;
        }
    }
}
