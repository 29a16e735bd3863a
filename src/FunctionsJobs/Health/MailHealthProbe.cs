using FunctionsJobs.Mail;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Health;

/// <summary>The mail server, or the folder of mails. Without it mails wait for the attempts of their jobs, and everything else goes on.</summary>
internal sealed class MailHealthProbe(IMailSender mail) : IHealthProbe
{
    /// <inheritdoc/>
    public string Service => "mail";

    /// <inheritdoc/>
    public bool IsNeeded => false;

    /// <inheritdoc/>
    public Task ProbeAsync(DurableTaskClient client, CancellationToken cancellation) => mail.ProbeAsync(cancellation);
}
