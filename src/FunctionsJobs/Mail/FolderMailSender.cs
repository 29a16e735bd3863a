using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Mail;

/// <summary>Writes mails as <c>.eml</c> files that any mail program opens, for machines without a mail server. A key is written once.</summary>
public sealed class FolderMailSender(IOptions<MailOptions> options) : IMailSender
{
    private readonly MailOptions _options = options.Value;

    /// <inheritdoc/>
    public async Task SendAsync(MailContent mail, CancellationToken cancellation)
    {
        using var message = MailMessages.Create(mail, _options);
        var file = Path.Combine(_options.Folder, $"{MailMessages.Hash(mail.Key)}.eml");
        var pickup = Path.Combine(Path.GetFullPath(_options.Folder), $".{Guid.CreateVersion7():N}");
        try
        {
            if (File.Exists(file))
            {
                return;
            }

            Directory.CreateDirectory(pickup);
            using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = pickup };
            await client.SendMailAsync(message, cancellation);

            // Whole or not there: a reader never sees half a mail.
            File.Move(Directory.GetFiles(pickup).Single(), file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SmtpException)
        {
            throw new MailException("The mail could not be written to the mail folder.", isTransient: true, e);
        }
        finally
        {
            if (Directory.Exists(pickup))
            {
                Directory.Delete(pickup, recursive: true);
            }
        }
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(_options.Folder);
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MailException("The mail folder cannot be written to.", isTransient: true, e);
        }
    }
}
