using FunctionsJobs.JobStore;
using FunctionsJobs.Mail;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Notices;

/// <summary>Mails that a job has ended. A repeat has the same key, so that it can be told from another mail.</summary>
public sealed class SendMailNoticeActivity(IJobStore jobs, IMailSender mail)
{
    [Function(nameof(SendMailNoticeActivity))]
    public async Task<string> RunAsync([ActivityTrigger] NoticeRequest request, CancellationToken cancellation)
    {
        if (await JobNotices.FindAsync(jobs, request, cancellation) is not { } notice)
        {
            return JobNotices.Gone;
        }

        await mail.SendAsync(JobNotices.ToMail(notice, request.Email!), cancellation);
        return NoticeOutcome.Sent;
    }
}
