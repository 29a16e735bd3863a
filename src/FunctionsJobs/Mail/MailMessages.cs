using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Mail;

/// <summary>Turns a mail into the message that goes over the wire.</summary>
internal static class MailMessages
{
    /// <summary>Builds the message; the caller disposes it.</summary>
    /// <exception cref="MailException">The mail breaks <see cref="MailRules"/>.</exception>
    public static MailMessage Create(MailContent mail, MailOptions options)
    {
        Check("recipient", MailRules.RefuseAddress(mail.To));
        Check("recipient", MailRules.RefuseDomain(mail.To, options.RecipientDomains));
        Check("subject", MailRules.RefuseSubject(mail.Subject));
        foreach (var attachment in mail.Attachments)
        {
            Check("attachment's name", MailRules.RefuseFileName(attachment.Name));
        }

        var message = new MailMessage(options.From, mail.To)
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.Headers.Add("Message-ID", $"<{IdOf(mail.Key, options)}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.Html is { } html)
        {
            var view = AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html);
            view.TransferEncoding = TransferEncoding.QuotedPrintable;
            message.AlternateViews.Add(view);
        }

        foreach (var file in mail.Attachments)
        {
            // The message owns what is attached and disposes it.
            message.Attachments.Add(new Attachment(
                new MemoryStream(file.Content.ToArray(), writable: false), new ContentType(file.ContentType) { Name = file.Name })
            {
                TransferEncoding = TransferEncoding.Base64,
            });
        }

        return message;
    }

    /// <summary>The <c>Message-ID</c> of the mail of a key, without the angle brackets.</summary>
    public static string IdOf(string key, MailOptions options) => $"{Hash(key)}@{options.From[(options.From.LastIndexOf('@') + 1)..]}";

    /// <summary>A key as a name that is safe in headers and file systems: 40 hexadecimal digits.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 20));

    private static void Check(string field, string? reason)
    {
        if (reason is not null)
        {
            throw new MailException($"The {field} {reason}.", isTransient: false);
        }
    }
}
