namespace FunctionsJobs.Mail;

/// <summary>Hands mails over to whoever delivers them.</summary>
/// <remarks>
/// Invariants every implementation keeps: a mail whose task completed has been taken over for good. One that fails with
/// <see cref="MailException"/> may be sent again with the same key. Values that break <see cref="MailRules"/> are never sent.
/// </remarks>
public interface IMailSender
{
    /// <summary>Sends one mail.</summary>
    /// <exception cref="MailException">It was not taken over.</exception>
    Task SendAsync(MailContent mail, CancellationToken cancellation);

    /// <summary>Tells whether mails could be handed over now, without sending one.</summary>
    /// <exception cref="MailException">They could not.</exception>
    Task ProbeAsync(CancellationToken cancellation);
}
