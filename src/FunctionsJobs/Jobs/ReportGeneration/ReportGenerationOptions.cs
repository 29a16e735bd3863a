using FunctionsJobs.Mail;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>Settings of the report job, section <c>Jobs:ReportGeneration</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class ReportGenerationOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:ReportGeneration";

    /// <summary>Five attempts, 10 s, 20 s, 40 s and 80 s apart: some minutes of a mail server that is down.</summary>
    public ReportGenerationOptions() => (Attempts, BackoffDelay) = (5, TimeSpan.FromSeconds(10));

    /// <summary>Who gets the reports of jobs that name no recipients, such as those of the timers: addresses by publisher. Default: nobody.</summary>
    public IDictionary<string, IList<string>> Recipients { get; init; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>Most recipients of one report, 1 to 1,000. Default 100.</summary>
    public int MaxRecipients { get; set; } = 100;

    /// <summary>How many mails of one job are handed over at once, 1 to 16. Default 4.</summary>
    public int MailsAtOnce { get; set; } = 4;

    /// <summary>The currency of revenue, which stands beside amounts: up to 10 letters. Default: none, and reports speak of currency units.</summary>
    public string Currency { get; set; } = "";

    /// <inheritdoc/>
    public override string? Invalid() => this switch
    {
        { MaxRecipients: < 1 or > 1000 } => $"{Section}:MaxRecipients must be 1 to 1000, and is {MaxRecipients}.",
        { MailsAtOnce: < 1 or > 16 } => $"{Section}:MailsAtOnce must be 1 to 16, and is {MailsAtOnce}.",
        _ when Currency.Length > 10 || !Currency.All(char.IsAsciiLetter) => $"{Section}:Currency must be up to 10 letters, and is '{Currency}'.",
        _ when Recipients.FirstOrDefault(entry => entry.Value.Count > MaxRecipients) is { Key: { } publisher } =>
            $"{Section}:Recipients:{publisher} names more than MaxRecipients ({MaxRecipients}).",
        _ when Recipients.FirstOrDefault(entry => entry.Value.Any(address => MailRules.RefuseAddress(address) is not null)) is { Key: { } publisher } =>
            $"{Section}:Recipients:{publisher} names what is no e-mail address.",
        _ => InvalidPolicy(Section),
    };
}
