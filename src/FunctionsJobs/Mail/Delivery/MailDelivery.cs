using FunctionsJobs.JobStore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Mail.Delivery;

/// <summary>Sends the mails of jobs, each once, however often the step that sends it is repeated.</summary>
/// <remarks>
/// <para>A mail is claimed in the ledger, handed over, and confirmed. A fault of the mail system releases the claim. A claim that a crash left behind ends by
/// itself, after the time that handing over may take and <see cref="Slack"/>; whoever repeats the step waits for that.</para>
/// <para>SMTP has no transaction with anybody: between the moment that the server has taken the mail and the commit of the confirmation, a crash leaves it
/// unknown whether the mail is out. It is then sent again (at least once), with the same <c>Message-ID</c>, by which receivers tell it from another.</para>
/// </remarks>
public sealed class MailDelivery(
    IMailLedger ledger, IMailSender sender, IOptions<MailOptions> options, TimeProvider time, ILogger<MailDelivery> logger)
{
    /// <summary>How much longer than handing over may take a claim lasts.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _lease = options.Value.Timeout + Slack;

    /// <summary>The key of a job's mail to a recipient. A job of the same id that comes after this one's removal has keys of its own.</summary>
    public static string KeyOf(JobRecord job, string recipient) =>
        $"job:{job.Id}:{job.CreatedAt.ToUnixTimeMilliseconds()}:{recipient.ToLowerInvariant()}";

    /// <summary>Sends the mail unless it has been sent.</summary>
    /// <returns>False where it had been sent before.</returns>
    /// <exception cref="MailException">It was not taken over; nothing is claimed any more.</exception>
    public async Task<bool> DeliverAsync(string jobId, MailContent mail, CancellationToken cancellation)
    {
        var mailId = MailMessages.Hash(mail.Key);
        var owner = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        while (true)
        {
            switch (await ledger.ClaimAsync(jobId, mailId, owner, _lease, cancellation))
            {
                case MailClaim.Sent:
                    MailDeliveryLog.SentBefore(logger, jobId, mailId);
                    return false;
                case MailClaim.Held held:
                    MailDeliveryLog.Held(logger, jobId, mailId, held.Until);
                    var wait = held.Until - time.GetUtcNow();
                    await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), time, cancellation);
                    break;
                default:
                    await HandOverAsync(jobId, mailId, owner, mail, cancellation);
                    return true;
            }
        }
    }

    private async Task HandOverAsync(string jobId, string mailId, string owner, MailContent mail, CancellationToken cancellation)
    {
        try
        {
            await sender.SendAsync(mail, cancellation);
        }
        catch (Exception)
        {
            await ReleaseAsync(jobId, mailId, owner);
            throw;
        }

        // It is out: no cancellation changes that.
        await ledger.ConfirmAsync(jobId, mailId, CancellationToken.None);
        MailDeliveryLog.Sent(logger, jobId, mailId);
    }

    private async Task ReleaseAsync(string jobId, string mailId, string owner)
    {
        try
        {
            await ledger.ReleaseAsync(jobId, mailId, owner, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The fault of the mail system is the one to report; the claim ends by its time.
            MailDeliveryLog.NotReleased(logger, e, jobId, mailId);
        }
    }
}
