using Microsoft.Extensions.Options;

namespace FunctionsJobs.Mail;

/// <summary>Refuses settings that cannot work, at start, with the value in the message.</summary>
internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var failures = new List<string>();
        if (options.Port is < 1 or > 65535)
        {
            failures.Add($"Mail:Port is {options.Port}; it must be from 1 to 65535.");
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(5))
        {
            failures.Add($"Mail:Timeout is {options.Timeout}; it must be from 00:00:01 to 00:05:00.");
        }

        if (MailRules.RefuseAddress(options.From) is { } reason)
        {
            failures.Add($"Mail:From {reason}.");
        }

        if (options.ServiceName.Length is 0 or > 60 || MailRules.RefuseSubject(options.ServiceName) is not null)
        {
            failures.Add("Mail:ServiceName must be one line of 1 to 60 characters.");
        }

        if (options.UserName.Length > 0 != options.Password.Length > 0)
        {
            failures.Add("Mail:UserName and Mail:Password must be given together.");
        }

        if (options.UserName.Length > 0 && !options.StartTls)
        {
            failures.Add("Mail:UserName is given and Mail:StartTls is false; a password is not sent over a connection that is not encrypted.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
