using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Mail;

/// <summary>Sends over SMTP, one connection a mail.</summary>
public sealed class SmtpMailSender(IOptions<MailOptions> options, TimeProvider time) : IMailSender
{
    private readonly MailOptions _options = options.Value;

    /// <inheritdoc/>
    public async Task SendAsync(MailContent mail, CancellationToken cancellation)
    {
        using var message = MailMessages.Create(mail, _options);
        using var limit = new CancellationTokenSource(_options.Timeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        using var client = new SmtpClient(_options.Host, _options.Port) { EnableSsl = _options.StartTls, DeliveryMethod = SmtpDeliveryMethod.Network };
        if (_options.UserName.Length > 0)
        {
            client.Credentials = new NetworkCredential(_options.UserName, _options.Password);
        }

        try
        {
            await client.SendMailAsync(message, ended.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MailException($"The mail server did not take the mail within {_options.Timeout}.", isTransient: true);
        }
        catch (SmtpException e)
        {
            throw new MailException($"The mail server did not take the mail ({e.StatusCode}).", IsTransient(e.StatusCode), e);
        }
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(_options.Host, _options.Port, ended.Token);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new MailException("The mail server could not be reached.", isTransient: true, e);
        }
    }

    // A 5xx reply stands for this mail (RFC 5321, section 4.2.1); what is no reply at all, such as a refused connection, may pass.
    private static bool IsTransient(SmtpStatusCode code) => (int)code is < 500 or > 599;
}
