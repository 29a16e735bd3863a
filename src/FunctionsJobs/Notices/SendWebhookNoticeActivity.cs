using FunctionsJobs.JobStore;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Notices;

/// <summary>Calls the webhook of a job that has ended. A repeat has the same id, so that receivers can tell it from another notice.</summary>
public sealed class SendWebhookNoticeActivity(IJobStore jobs, WebhookSender webhooks)
{
    [Function(nameof(SendWebhookNoticeActivity))]
    public async Task<string> RunAsync([ActivityTrigger] NoticeRequest request, CancellationToken cancellation)
    {
        if (await JobNotices.FindAsync(jobs, request, cancellation) is not { } notice)
        {
            return JobNotices.Gone;
        }

        await webhooks.SendAsync(new Uri(request.Webhook!), notice.Publisher, notice.Content, cancellation);
        return NoticeOutcome.Sent;
    }
}
