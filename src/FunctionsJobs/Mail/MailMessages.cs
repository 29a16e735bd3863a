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
        Check("subject", MailRules.RefuseSubject(mail.Subject));
        var domain = mail.To[(mail.To.LastIndexOf('@') + 1)..];
        if (options.RecipientDomains.Count > 0 && !options.RecipientDomains.Contains(domain, StringComparer.OrdinalIgnoreCase))
        {
            throw new MailException("The recipient's domain is not one that mails may go to.", isTransient: false);
        }

        var message = new MailMessage(options.From, mail.To)
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.Headers.Add("Message-ID", $"<{Hash(mail.Key)}@{options.From[(options.From.LastIndexOf('@') + 1)..]}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.Html is { } html)
        {
            var view = AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html);
            view.TransferEncoding = TransferEncoding.QuotedPrintable;
            message.AlternateViews.Add(view);
        }

        return message;
    }

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
